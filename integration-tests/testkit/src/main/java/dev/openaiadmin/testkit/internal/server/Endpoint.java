package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;

/** A part of the server with paths of its own. */
interface Endpoint {
    /** Returns whether a path, without the query, belongs to this part. */
    boolean serves(String path);

    /** Handles a request to one of its paths. */
    HttpResponse handle(RawRequest request);
}
