package dev.openaiadmin.client.internal.http;

/** The outcome of sending a request once. */
public sealed interface SendResult permits HttpResponse, TransportFailure {}
