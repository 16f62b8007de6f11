/**
 * One call: its steps in the order in which they run, retries, the rate limiter, and validation.
 *
 * <p>{@link dev.openaiadmin.client.internal.call.CallPipeline#execute} is the way of every call. It uses the transport in
 * {@code internal.http} and the codec in {@code internal.json}. A failed attempt is a
 * {@link dev.openaiadmin.client.internal.call.CallFailure}, a value, and becomes an exception once, at the end.
 *
 * <p>The rate limiter is our own: libraries limit calls to a rate that is known in advance, while the limits of the API
 * are unknown until a call is refused. Validation interprets the annotations of jakarta.validation itself: the reference
 * implementation takes 1.5 MB and a quarter of a second before the first call.
 *
 * <p>Nothing here is part of the public API of the client.
 */
@NullMarked
package dev.openaiadmin.client.internal.call;

import org.jspecify.annotations.NullMarked;
