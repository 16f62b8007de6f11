package dev.openaiadmin.governance.audit;

import dev.openaiadmin.api.AuditLogsApi;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.RetryRule;
import feign.Headers;
import feign.QueryMap;
import feign.RequestLine;

/**
 * The operation of {@link AuditLogsApi}, whose events are kept as the API sends them. Records would lose the difference
 * between null and absent fields, and an event that does not fit its record would stop the follower.
 */
interface AuditLogPages {
    /** Requests a page. */
    @RequestLine("GET /organization/audit_logs")
    @Headers("Accept: application/json")
    @Operation(id = "listAuditLogs", retry = RetryRule.READ)
    ReceivedPage listPage(@QueryMap AuditLogsApi.ListQuery query);
}
