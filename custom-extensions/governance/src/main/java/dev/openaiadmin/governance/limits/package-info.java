/** Rate limits of a project as a table that can be stored, changed and applied. */
@NullMarked
package dev.openaiadmin.governance.limits;

import org.jspecify.annotations.NullMarked;
