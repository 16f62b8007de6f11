package dev.openaiadmin.spec.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.spec.Description;
import org.junit.jupiter.api.Test;

class UnusedComponentsTest {

    @Test
    void removes_components_that_nothing_refers_to() {
        ObjectNode document = (ObjectNode) Description.tree("""
                paths: { /badges: { get: { responses: { '200': { $ref: '#/components/responses/Badges' } } } } }
                components:
                  responses: { Badges: { schema: { $ref: '#/components/schemas/Badge' } } }
                  parameters: { Limit: { name: limit } }
                  schemas:
                    Badge: { properties: { color: { $ref: '#/components/schemas/Color' } } }
                    Color: { type: string }
                    Lost: { properties: { lost: { $ref: '#/components/schemas/Lost' } } }
                  securitySchemes: { AdminKey: { type: http } }
                """);

        UnusedComponents.removeFrom(document);

        assertThat(document.path("components").fieldNames())
                .toIterable()
                .containsExactly("responses", "schemas", "securitySchemes");
        assertThat(document.at("/components/schemas").fieldNames()).toIterable().containsExactly("Badge", "Color");
    }
}
