package dev.openaiadmin.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandFilesTest {
    @TempDir
    private Path folder;

    @Test
    void makes_a_command_of_an_operation_that_is_added_to_the_description() throws IOException {
        JsonMapper mapper = new JsonMapper();
        JsonNode description = mapper.readTree("""
                {"tags": [{"name": "OfficeBadges", "description": "Badges open doors."}],
                 "paths": {"/organization/badges": {"get": {
                     "operationId": "listBadges", "x-method": "list", "x-retry": "read", "tags": ["OfficeBadges"],
                     "x-paging": {"cursor": "after", "next": "last_id"}, "summary": "Lists badges.",
                     "parameters": [{"name": "limit", "in": "query", "description": "Size.",
                         "schema": {"type": "integer", "minimum": 1, "maximum": 50}}],
                     "responses": {"200": {"content": {"application/json": {"schema":
                         {"properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Badge"}}}}}}}}}},
                  "/organization/badges/{badge_id}": {"post": {
                     "operationId": "modifyBadge", "x-method": "modifyColor", "x-retry": "idempotent", "x-permanent": true,
                     "tags": ["OfficeBadges"], "summary": "Modifies a badge.",
                     "parameters": [{"name": "badge_id", "in": "path", "required": true, "description": "The id.",
                         "schema": {"type": "string"}, "example": "badge_1"}],
                     "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Badge"}}}},
                     "responses": {"200": {"content": {"application/json": {"schema":
                         {"$ref": "#/components/schemas/Badge"}}}}}}}},
                 "components": {"schemas": {"Badge": {"type": "object", "properties": {
                     "id": {"type": "string"}, "name": {"type": "string"},
                     "made_at": {"type": "integer", "format": "unixtime"}}}}}}
                """);

        CommandFiles.write(description, folder);

        assertThat(folder.resolve("index"))
                .content()
                .isEqualTo("office-badges\tlist,modify-color\tBadges open doors.\n");
        JsonNode commands =
                mapper.readTree(folder.resolve("office-badges.json").toFile()).path("commands");
        assertThat(commands.at("/0/arguments/0/option").asText()).isEqualTo("page-size");
        assertThat(commands.at("/0/result/times/0").asText()).isEqualTo("made_at");
        assertThat(commands.at("/0/permanent").asBoolean()).isFalse();
        assertThat(commands.at("/1/permanent").asBoolean()).isTrue();
        assertThat(commands.at("/1/arguments/0/option").asText()).isEqualTo("badge");
        assertThat(commands.at("/1/arguments/0/lookup/path").asText()).isEqualTo("/organization/badges");
        assertThat(commands.at("/1/arguments/2/option").asText()).isEqualTo("name");
    }
}
