package dev.openaiadmin.client;

import feign.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of a response. Most calls ask for one or two of them, so all of them are collected only when asked for. */
interface ResponseHeaders {

    static ResponseHeaders of(Response response) {
        return new ResponseHeaders() {
            @Override
            public @Nullable String first(String name) {
                Collection<String> values = response.headers().get(name);
                return values == null || values.isEmpty()
                        ? null
                        : values.iterator().next();
            }

            @Override
            public void forEach(BiConsumer<String, String> header) {
                response.headers().forEach((name, values) -> values.forEach(value -> header.accept(name, value)));
            }
        };
    }

    /** The first value of a header, whatever the case of its name. */
    @Nullable
    String first(String name);

    void forEach(BiConsumer<String, String> header);

    /** All values, by names in lower case. */
    default Map<String, List<String>> asMap() {
        Map<String, List<String>> headers = new TreeMap<>();
        forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .add(value));
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }

    /** All values, by names as they came. */
    default Map<String, Collection<String>> asFeignHas() {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        forEach((name, value) ->
                headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        return headers;
    }
}
