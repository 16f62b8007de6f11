package dev.openaiadmin.governance.audit;

/** The two logs that the API keeps apart. An event is in one of them. */
public enum AuditStream {
    /** The events of the organization and its projects. */
    ORGANIZATION,
    /** The events of the organization's tenant, which the API returns only for {@code tenant_only}. */
    TENANT
}
