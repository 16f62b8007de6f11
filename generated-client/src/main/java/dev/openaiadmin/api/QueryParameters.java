package dev.openaiadmin.api;

import java.util.Map;

/** The query parameters of an operation. */
public interface QueryParameters {

    /**
     * Returns the parameters that are set. Values are as Java holds them: an instant is an {@link java.time.Instant}, a list
     * a {@link java.util.List}.
     *
     * @return a new map of the values by the names that the API gives them, in the order of the description
     */
    Map<String, Object> toQueryMap();
}
