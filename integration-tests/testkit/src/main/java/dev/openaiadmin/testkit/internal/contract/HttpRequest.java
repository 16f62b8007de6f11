package dev.openaiadmin.testkit.internal.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param method the method, in capitals
 * @param path the path below the base path, still encoded
 * @param rawQuery what followed the question mark, or null
 * @param contentType the media type, or an empty text
 * @param body the body, or an empty text
 * @param adminKeyId the id of the admin key that it came with
 */
public record HttpRequest(
        String method, String path, @Nullable String rawQuery, String contentType, String body, String adminKeyId) {
    /** Returns the decoded query parameters, in the order in which they were sent. */
    public Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (rawQuery != null && !rawQuery.isEmpty()) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.computeIfAbsent(decoded(name), unused -> new ArrayList<>())
                        .add(decoded(value));
            }
        }
        return query;
    }

    /** Returns method, path and query, as messages name the request. */
    public String line() {
        return method + " " + url();
    }

    /** Returns path and query as they were sent. */
    public String url() {
        return rawQuery == null ? path : path + "?" + rawQuery;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
