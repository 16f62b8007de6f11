package dev.openaiadmin.governance.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says beside a stored key which account it belongs to, so that no key replaces the key of another account. */
final class SlotOwner {
    private static final JsonMapper JSON =
            new JsonMapper(PrintableJson.factory().build());

    private SlotOwner() {}

    /** Returns one line of JSON. */
    static String line(OneTimeKey key) throws JsonProcessingException {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("project_id", key.projectId())
                .put("project", key.project())
                .put("service_account", key.serviceAccount())
                .put("key_id", key.id()));
    }

    /**
     * Refuses a slot that is taken by another account.
     *
     * @param line what stands beside the key in the slot, or null when nothing does
     * @param slot names the slot for the message
     */
    static void require(KeyOwner owner, @Nullable String line, String slot) throws IOException {
        JsonNode found = line == null ? JSON.createObjectNode() : read(line);
        boolean same = owner.serviceAccount()
                        .equals(found.path("service_account").textValue())
                && Objects.equals(owner.projectId(), found.path("project_id").textValue());
        if (!same) {
            throw new IOException(slot + " holds " + PrintableText.line(described(found)) + ", and not the key of '"
                    + PrintableText.line(owner.serviceAccount()) + "' of "
                    + (owner.projectId() == null ? "the new project" : owner.projectId())
                    + "; move it away, or name another sink");
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static String described(JsonNode owner) {
        return owner.has("service_account")
                ? "the key of '" + owner.path("service_account").asText() + "' of "
                        + owner.path("project_id").asText()
                : "something of unknown origin";
    }
}
