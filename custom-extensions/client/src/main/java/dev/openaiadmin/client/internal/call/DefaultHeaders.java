package dev.openaiadmin.client.internal.call;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of every request: who calls, for which organization, and what the options add. Immutable. */
public final class DefaultHeaders {
    private static final String JSON = "application/json";

    private final Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    DefaultHeaders(@Nullable String organization, Map<String, String> more) {
        String version = DefaultHeaders.class.getPackage().getImplementationVersion();
        put("User-Agent", "openai-admin-java/" + (version == null ? "dev" : version));
        if (organization != null) {
            put("OpenAI-Organization", organization);
        }
        more.forEach(this::put);
    }

    /** An option without a value removes the header. */
    private void put(String name, String value) {
        if (value.isBlank()) {
            headers.remove(name);
        } else {
            headers.put(name, List.of(value));
        }
    }

    /** Returns the headers that do not depend on the operation. */
    public Map<String, Collection<String>> asMap() {
        return Collections.unmodifiableMap(headers);
    }

    /** Returns the headers of requests to generated operations. */
    Map<String, Collection<String>> forJson(boolean withBody) {
        Map<String, Collection<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Accept", List.of(JSON));
        if (withBody) {
            all.put("Content-Type", List.of(JSON));
        }
        all.putAll(headers);
        return Collections.unmodifiableMap(all);
    }
}
