package dev.openaiadmin.benchmarks.subjects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects from tokens: nothing is checked, and nothing kept that has no name here. */
final class ByHand {
    private static final JsonFactory JSON = new JsonFactory();

    private ByHand() {}

    record Project(
            @Nullable String id,
            @Nullable String object,
            @Nullable String name,
            @Nullable Instant createdAt,
            @Nullable Instant archivedAt,
            @Nullable String status) {}

    record Page(List<Project> projects, @Nullable String lastId, boolean hasMore) {}

    static Project project(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            return project(json);
        }
    }

    static Page page(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            List<Project> projects = new ArrayList<>();
            String lastId = null;
            boolean hasMore = false;
            json.nextToken();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "data" -> {
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            projects.add(project(json));
                        }
                    }
                    case "last_id" -> lastId = json.getText();
                    case "has_more" -> hasMore = json.getBooleanValue();
                    default -> json.skipChildren();
                }
            }
            return new Page(projects, lastId, hasMore);
        }
    }

    private static Project project(JsonParser json) throws IOException {
        String id = null;
        String object = null;
        String name = null;
        Instant createdAt = null;
        Instant archivedAt = null;
        String status = null;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "id" -> id = json.getText();
                case "object" -> object = json.getText();
                case "name" -> name = json.getText();
                case "created_at" -> createdAt = instant(json);
                case "archived_at" -> archivedAt = instant(json);
                case "status" -> status = json.getText();
                default -> json.skipChildren();
            }
        }
        return new Project(id, object, name, createdAt, archivedAt, status);
    }

    private static @Nullable Instant instant(JsonParser json) throws IOException {
        return json.hasToken(JsonToken.VALUE_NULL) ? null : Instant.ofEpochSecond(json.getLongValue());
    }
}
