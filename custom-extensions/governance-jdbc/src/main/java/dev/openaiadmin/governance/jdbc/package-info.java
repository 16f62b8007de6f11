/**
 * Journals, their locks, and checkpoints of the audit log in a relational database, which several machines share. {@link
 * dev.openaiadmin.governance.jdbc.GovernanceDatabase} is the entry.
 */
@NullMarked
package dev.openaiadmin.governance.jdbc;

import org.jspecify.annotations.NullMarked;
