package dev.openaiadmin.governance;

import dev.openaiadmin.model.ServiceAccountApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a service account, which the API has shown this once. {@link #toString} does not show it. Immutable.
 */
public final class OneTimeKey {
    private final String projectId;
    private final String project;
    private final String serviceAccount;
    private final String id;
    private final Instant createdAt;
    private final @Nullable Instant expiresAt;
    private final String value;

    OneTimeKey(String projectId, String project, String serviceAccount, ServiceAccountApiKey key) {
        this.projectId = projectId;
        this.project = project;
        this.serviceAccount = serviceAccount;
        this.id = key.id();
        this.createdAt = key.createdAt();
        this.expiresAt = key.expiresAt();
        this.value = key.value();
    }

    /** {@return the id of the project that the key is for} */
    public String projectId() {
        return projectId;
    }

    /** {@return the name of the project that the key is for} */
    public String project() {
        return project;
    }

    /** {@return the name of the service account that owns the key} */
    public String serviceAccount() {
        return serviceAccount;
    }

    /** {@return the id of the key, which is no secret} */
    public String id() {
        return id;
    }

    /** {@return when the key was made} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return when the key ends, or null when it does not} */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** {@return the key itself, a secret} */
    public String value() {
        return value;
    }

    /** Names the key by its id. */
    @Override
    public String toString() {
        return "OneTimeKey[" + id + " of " + serviceAccount + " in " + project + "]";
    }
}
