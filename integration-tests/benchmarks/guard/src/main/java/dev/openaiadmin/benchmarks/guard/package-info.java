/** The hot path of the client, measured through public methods. */
@NullMarked
package dev.openaiadmin.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
