/**
 * Observes the calls of a client by the Observation API of Micrometer.
 *
 * <p>{@link dev.openaiadmin.observation.CallObservations} is the entry: it records one observation for each call, and one
 * below it for each attempt. {@link dev.openaiadmin.observation.ConnectionPoolMetrics} adds gauges of the connection pool.
 */
@NullMarked
package dev.openaiadmin.observation;

import org.jspecify.annotations.NullMarked;
