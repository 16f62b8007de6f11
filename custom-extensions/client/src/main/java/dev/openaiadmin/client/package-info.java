/**
 * The client of the administration API of OpenAI organizations. {@link dev.openaiadmin.client.OpenAiAdmin} is the entry.
 *
 * <pre>{@code
 * try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {          // OPENAI_ADMIN_KEY
 *     Project project = admin.projects().create("payments-prod");
 *     for (Project each : admin.projects().list()) {         // every page, fetched on demand
 *         System.out.println(each.id() + " " + each.name());
 *     }
 * }
 * }</pre>
 *
 * <p><b>Operations.</b> {@link dev.openaiadmin.api.AdminApi} lists the resources, each with its operations. Required values
 * are arguments, and a lambda sets the optional ones. Objects are immutable records of the package {@code
 * dev.openaiadmin.model}.
 *
 * <p><b>Threads.</b> A client is immutable and safe for use by many threads. Create one for the life of the application, and
 * close it at the end: it holds a pool of connections. {@link dev.openaiadmin.client.OpenAiAdmin#with OpenAiAdmin.with}
 * returns a view with other {@link dev.openaiadmin.client.RequestOptions}, which shares the connections and the rate limits.
 *
 * <p><b>Errors.</b> All exceptions are unchecked and extend {@link dev.openaiadmin.OpenAiAdminException}. An error response of
 * the API is an {@link dev.openaiadmin.client.ApiException}, with a subclass for each common status, such as {@link
 * dev.openaiadmin.client.NotFoundException}. The client retries where that is safe, and waits after a 429 as long as the
 * timeout of the call allows. A create is not sent again once the API may have received it: {@link
 * dev.openaiadmin.client.OutcomeUnknownException} tells that its outcome is not known.
 *
 * <p><b>Keys.</b> {@link dev.openaiadmin.client.OpenAiAdmin#fromEnv} reads the variables of the environment, and {@link
 * dev.openaiadmin.client.AdminKeySource} takes keys from anywhere else. A key is in no log, message or {@code toString()}.
 *
 * <p><b>Where to go next.</b> {@link dev.openaiadmin.client.OpenAiAdmin#builder} has all settings, and {@link
 * dev.openaiadmin.client.CallListener} receives the events of calls. The artifact {@code openai-admin-testkit} is an
 * organization in memory for tests, and {@code openai-admin-governance} has workflows over these calls.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin.client;

import org.jspecify.annotations.NullMarked;
