package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.http.HttpResponse;
import java.time.Duration;

/** Receives each response before it is decoded. What it throws ends the call unchanged. */
@FunctionalInterface
public interface ResponseListener {

    void received(RequestSummary request, HttpResponse response, int attempt, Duration duration);
}
