package dev.openaiadmin.client.internal.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of a response. They are collected into a map only on demand, since most calls need one or two. */
public interface ResponseHeaders {

    /** Returns the first value of a header, or null. The case of the name does not matter. */
    @Nullable
    String first(String name);

    void forEach(BiConsumer<String, String> header);

    /** Returns all values by name, with the names in lower case. */
    default Map<String, List<String>> asMap() {
        Map<String, List<String>> headers = new TreeMap<>();
        forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .add(value));
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }
}
