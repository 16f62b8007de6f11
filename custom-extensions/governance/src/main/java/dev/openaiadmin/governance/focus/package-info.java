/**
 * Costs in the FinOps Open Cost and Usage Specification (FOCUS), which FinOps tools read.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">The specification</a>
 */
@NullMarked
package dev.openaiadmin.governance.focus;

import org.jspecify.annotations.NullMarked;
