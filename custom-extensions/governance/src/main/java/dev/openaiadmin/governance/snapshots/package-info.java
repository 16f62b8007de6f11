/** The state of an organization as JSON, and the differences between two of them. */
@NullMarked
package dev.openaiadmin.governance.snapshots;

import org.jspecify.annotations.NullMarked;
