package dev.openaiadmin.client;

import feign.Response;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a response by their names in lower case. */
final class ResponseHeaders {
    private final Map<String, List<String>> headers;

    private ResponseHeaders(Map<String, List<String>> headers) {
        this.headers = headers;
    }

    static ResponseHeaders of(Response response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new ResponseHeaders(Collections.unmodifiableMap(headers));
    }

    @Nullable
    String first(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    Map<String, List<String>> asMap() {
        return headers;
    }
}
