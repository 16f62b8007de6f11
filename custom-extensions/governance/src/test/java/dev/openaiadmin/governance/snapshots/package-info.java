@NullMarked
package dev.openaiadmin.governance.snapshots;

import org.jspecify.annotations.NullMarked;
