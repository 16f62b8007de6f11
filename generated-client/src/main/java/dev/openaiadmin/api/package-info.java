/**
 * The operations of the administration API as interfaces, generated from its description: one interface for each resource,
 * and {@link dev.openaiadmin.api.AdminApi} for all of them.
 *
 * <p>The client of this project implements {@code AdminApi}. Another implementation passes an
 * {@link dev.openaiadmin.api.OperationExecutor} to {@link dev.openaiadmin.api.GeneratedResources}.
 *
 * <h2>Use with a Feign of your own</h2>
 *
 * <p>The interfaces carry the annotations of Feign, version 13.5 or later. A {@code Feign.Builder} needs the
 * {@link dev.openaiadmin.api.QueryParametersEncoder}, and a decoder that reads integers as instants, such as Jackson's with
 * its module for {@code java.time}:
 *
 * <pre>{@code
 * ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
 * ProjectsApi projects = Feign.builder()
 *         .queryMapEncoder(new QueryParametersEncoder())
 *         .encoder(new JacksonEncoder(mapper))
 *         .decoder(new JacksonDecoder(mapper))
 *         .requestInterceptor(request -> request.header("Authorization", "Bearer " + adminKey))
 *         .target(ProjectsApi.class, AdminApi.PRODUCTION_URL);
 *
 * for (Project project : projects.list()) {
 *     System.out.println(project.name());
 * }
 * }</pre>
 *
 * <p>Such an instance sends what it is given: it does not enforce the constraints on arguments, does not follow
 * {@link dev.openaiadmin.api.RetryRule}, and throws Feign's exceptions. Set {@code Retryer.NEVER_RETRY}: Feign's default
 * sends operations again that create objects.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin.api;

import org.jspecify.annotations.NullMarked;
