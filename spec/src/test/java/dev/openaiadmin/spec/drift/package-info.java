/** Compares the description with another one of the same API: the official document, or our own of an earlier release. */
@NullMarked
package dev.openaiadmin.spec.drift;

import org.jspecify.annotations.NullMarked;
