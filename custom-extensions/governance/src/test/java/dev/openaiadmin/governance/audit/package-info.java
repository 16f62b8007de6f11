/** Tests of the audit trail, with an audit log whose events arrive late and whose server fails. */
@NullMarked
package dev.openaiadmin.governance.audit;

import org.jspecify.annotations.NullMarked;
