package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationEffectsTest {
    @Test
    void knows_of_every_operation_whether_the_description_calls_it_permanent() throws IOException {
        List<String> wrong = new ArrayList<>();
        int permanent = 0;
        for (JsonNode path : description().path("paths")) {
            for (JsonNode operation : path) {
                String id = operation.path("operationId").asText();
                boolean described = operation.path("x-permanent").asBoolean();
                permanent += described ? 1 : 0;
                if (OperationEffects.isPermanent(id) != described) {
                    wrong.add(id);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(permanent).isPositive();
    }

    @Test
    void refuses_an_id_that_no_operation_has() {
        assertThatThrownBy(() -> OperationEffects.isPermanent("deleteProject"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No operation has the id deleteProject");
    }

    private static JsonNode description() throws IOException {
        try (InputStream json = OperationEffectsTest.class.getResourceAsStream("/META-INF/openai-admin/openapi.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
