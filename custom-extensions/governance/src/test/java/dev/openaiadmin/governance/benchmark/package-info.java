/** Measures the workflows on a slow network; run on demand, not with the tests. */
@NullMarked
package dev.openaiadmin.governance.benchmark;

import org.jspecify.annotations.NullMarked;
