/**
 * Workflows on the administration API. {@link dev.openaiadmin.governance.Governance} is the entry for those that change an
 * organization; those that only read have their entries in the packages {@code costs}, {@code keys}, {@code limits} and
 * {@code snapshots}. Of this package, the packages below use only the exception and {@link
 * dev.openaiadmin.governance.ChangeKind}.
 */
@NullMarked
package dev.openaiadmin.governance;

import org.jspecify.annotations.NullMarked;
