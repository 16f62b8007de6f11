package dev.openaiadmin.governance.keys;

import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.ServiceAccountApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a service account, which the API shows once. {@link #toString} does not show it. Immutable.
 */
public final class OneTimeKey {
    private final String projectId;
    private final String project;
    private final String serviceAccount;
    private final String id;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant expiresAt;
    private final String value;

    /**
     * Creates a key from the response of the API.
     *
     * @param projectId the id of the project
     * @param project the name of the project
     * @param serviceAccount the name of the service account
     * @param key the key as the API has shown it
     */
    public OneTimeKey(String projectId, String project, String serviceAccount, ServiceAccountApiKey key) {
        this.projectId = projectId;
        this.project = project;
        this.serviceAccount = serviceAccount;
        this.id = key.id();
        this.createdAt = key.createdAt();
        this.expiresAt = key.expiresAt();
        this.value = key.value();
    }

    /** {@return the account that the key belongs to} */
    public KeyOwner owner() {
        return new KeyOwner(projectId, project, serviceAccount);
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

    /** {@return the id of the key, which is not secret} */
    public String id() {
        return id;
    }

    /** {@return when the key was created, or null when the API does not say} */
    public @Nullable Instant createdAt() {
        return createdAt;
    }

    /** {@return when the key expires, or null when it does not} */
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
        return "OneTimeKey[" + id + " of " + PrintableText.line(serviceAccount) + " in " + PrintableText.line(project)
                + "]";
    }
}
