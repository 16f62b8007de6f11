/**
 * The client of the administration API. {@link dev.openaiadmin.client.OpenAiAdmin} is the entry.
 *
 * <p>This package is the public API. How a call is made is in {@code internal.call.CallPipeline}, one method from top to
 * bottom; {@code internal.http} sends one attempt, {@code internal.json} reads and writes bodies, and
 * {@code internal.feign} adapts all of it to Feign for those who bring it. {@code ErrorMapper} in this package turns the
 * failure of a call into the exception that callers see.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin.client;

import org.jspecify.annotations.NullMarked;
