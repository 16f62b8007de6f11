/** Runs that are killed, and runs beside other runs, in processes of their own. */
@NullMarked
package dev.openaiadmin.governance.killed;

import org.jspecify.annotations.NullMarked;
