package dev.openaiadmin.governance.offboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that a person owns. Programs that use it may stop when the person leaves. Immutable.
 *
 * @param projectId the project of the key, or null for an admin key
 * @param project the name of the project, or null for an admin key or where the API does not tell it
 * @param id the id of the key
 * @param name the name of the key, or null where it has none
 * @param createdAt when it was created, or null where this is not known
 * @param lastUsedAt when it was last used, or null where this is not known or it never was
 * @param expiresAt when it ends, or null when it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"project_id", "project", "id", "name", "created_at", "last_used_at", "expires_at"})
public record OwnedKey(
        @JsonProperty("project_id") @Nullable String projectId,
        @JsonProperty("project") @Nullable String project,
        @JsonProperty("id") String id,
        @JsonProperty("name") @Nullable String name,

        @JsonProperty("created_at") @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant createdAt,

        @JsonProperty("last_used_at") @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant lastUsedAt,

        @JsonProperty("expires_at") @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant expiresAt) {

    /**
     * Returns whether this is an admin key of the organization.
     *
     * @return whether it belongs to no project
     */
    public boolean isAdminKey() {
        return projectId == null;
    }
}
