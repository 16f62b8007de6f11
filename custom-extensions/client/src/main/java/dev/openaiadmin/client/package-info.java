/**
 * The client of the administration API; {@link dev.openaiadmin.client.OpenAiAdmin} is the way in.
 *
 * <p>A call goes one way down, and {@code Pipeline} is its map: validation, encoding, authorization, retries, transport,
 * decoding.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin.client;

import org.jspecify.annotations.NullMarked;
