/**
 * Feign's engine as an adapter over the steps of a call, for users who bring extensions of Feign, interfaces of their
 * own, or a {@code feign.Client}.
 *
 * <p>{@link dev.openaiadmin.client.internal.feign.FeignResources} creates instances of interfaces whose calls go through
 * Feign's engine: it builds, authorizes, sends and decodes a request, with what users added, and everything else is done
 * by the same steps as in {@link dev.openaiadmin.client.internal.call.CallPipeline}.
 * {@link dev.openaiadmin.client.internal.feign.FeignClientTransport} sends the requests of the pipeline by a client of
 * users. No other package uses Feign at run time.
 *
 * <p>Works with Feign from 13.5. Nothing here is part of the public API of the client.
 */
@NullMarked
package dev.openaiadmin.client.internal.feign;

import org.jspecify.annotations.NullMarked;
