/** Shared parts of the workflows, for the packages beside this one only; not an API. */
@NullMarked
package dev.openaiadmin.governance.internal;

import org.jspecify.annotations.NullMarked;
