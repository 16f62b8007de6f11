/** The record of a run, which lets the next run continue, and the lock that keeps two runs apart. */
@NullMarked
package dev.openaiadmin.governance.journal;

import org.jspecify.annotations.NullMarked;
