package dev.openaiadmin.client;

import java.net.URI;

/**
 * Describes a call without its arguments. There are as many different values as operations, so metrics can be tagged with
 * them.
 *
 * @param operation the operation's id in the description, such as {@code retrieveProject}
 * @param method the HTTP method
 * @param pathTemplate the path below the base URL with the names of its parameters in braces, such as
 *     {@code /organization/projects/{projectId}}
 * @param baseUrl the base URL of the client
 */
public record CallInfo(String operation, String method, String pathTemplate, URI baseUrl) {}
