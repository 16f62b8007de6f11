/**
 * One attempt over HTTP: a connection, a deadline, a size limit, and the bytes.
 *
 * <p>{@link dev.openaiadmin.client.internal.http.HttpTransport} is the entry. A transport sends a request once and
 * returns a {@link dev.openaiadmin.client.internal.http.SendResult}: the whole response, or the reason why there is
 * none. It knows neither operations nor retries.
 *
 * <p>Built on Apache HttpClient through its public API, from 5.4 to 5.6. Nothing here is part of the public API of the
 * client.
 */
@NullMarked
package dev.openaiadmin.client.internal.http;

import org.jspecify.annotations.NullMarked;
