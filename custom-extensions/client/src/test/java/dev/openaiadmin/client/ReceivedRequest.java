package dev.openaiadmin.client;

import java.util.List;
import java.util.Map;

/**
 * A request as it arrived at a server.
 *
 * @param method the method, such as {@code GET}
 * @param target the path and the query, as they were sent
 * @param headers the values by name; the names in any case
 * @param body the body; empty when the request has none
 */
public record ReceivedRequest(String method, String target, Map<String, List<String>> headers, String body) {

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns what follows the question mark; empty when there is none. */
    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
