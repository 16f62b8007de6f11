/** Puts clients to the same work, and writes down what it took. */
@NullMarked
package dev.openaiadmin.benchmarks;

import org.jspecify.annotations.NullMarked;
