package dev.openaiadmin.client.internal.call;

import java.io.Serializable;

/**
 * Describes a request in messages.
 *
 * @param operation the id of the operation
 * @param path the path below the base URL, without the query
 */
public record RequestSummary(String operation, String method, String path) implements Serializable {}
