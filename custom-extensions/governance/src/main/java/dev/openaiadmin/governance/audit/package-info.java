/** The events of the audit log: each one delivered once, in order, from a checkpoint that survives a crash. */
@NullMarked
package dev.openaiadmin.governance.audit;

import org.jspecify.annotations.NullMarked;
