package dev.openaiadmin.api;

import feign.QueryMapEncoder;
import feign.querymap.FieldQueryMapEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Encodes the queries of the generated interfaces for Feign: parameters have the names that the API gives them, instants
 * are Unix times in seconds, and each element of a list is a parameter of its own.
 *
 * <p>Needed by applications that build the interfaces with a Feign of their own; see the package documentation. Objects
 * other than {@link QueryParameters} are encoded as Feign does by default. Instances are safe for use by multiple threads.
 */
public final class QueryParametersEncoder implements QueryMapEncoder {
    private final QueryMapEncoder otherObjects = new FieldQueryMapEncoder();

    /** Creates an encoder. */
    public QueryParametersEncoder() {}

    @Override
    public Map<String, Object> encode(Object query) {
        return query instanceof QueryParameters parameters ? encode(parameters) : otherObjects.encode(query);
    }

    private static Map<String, Object> encode(QueryParameters query) {
        Map<String, Object> encoded = new LinkedHashMap<>(query.toQueryMap());
        encoded.replaceAll((name, value) -> value instanceof Instant instant ? instant.getEpochSecond() : value);
        return encoded;
    }
}
