/** A subject. */
@NullMarked
package dev.openaiadmin.benchmarks.subjects;

import org.jspecify.annotations.NullMarked;
