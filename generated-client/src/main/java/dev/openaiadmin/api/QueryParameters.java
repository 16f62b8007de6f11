package dev.openaiadmin.api;

import java.util.Map;

/** The query of an operation, as named values. */
public interface QueryParameters {

    /**
     * Gives the values that are set.
     *
     * @return parameters by the names that the API gives them, in the order of the description
     */
    Map<String, Object> toQueryMap();
}
