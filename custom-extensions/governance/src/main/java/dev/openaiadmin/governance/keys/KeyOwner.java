package dev.openaiadmin.governance.keys;

import org.jspecify.annotations.Nullable;

/**
 * The service account that a key belongs to. Names need not be unique; the id of the project tells two of them apart.
 *
 * @param projectId the id of the project, or null when the project is still to be created
 * @param project the name of the project
 * @param serviceAccount the name of the service account
 */
public record KeyOwner(@Nullable String projectId, String project, String serviceAccount) {}
