package dev.openaiadmin.client;

import dev.openaiadmin.api.QueryParameters;
import feign.QueryMapEncoder;
import java.time.Instant;
import java.util.Map;

/** Writes queries: instants as unix seconds, the rest as it stands. */
final class Queries implements QueryMapEncoder {

    @Override
    public Map<String, Object> encode(Object query) {
        return parameters((QueryParameters) query);
    }

    static Map<String, Object> parameters(QueryParameters query) {
        Map<String, Object> parameters = query.toQueryMap();
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            if (parameter.getValue() instanceof Instant instant) {
                parameter.setValue(instant.getEpochSecond());
            }
        }
        return parameters;
    }
}
