/**
 * Workflows over the calls of the client. {@link dev.openaiadmin.governance.Governance} is the entry for those that change an
 * organization.
 *
 * <pre>{@code
 * Governance governance = Governance.builder(admin).journal(ApplyJournal.file(Path.of("openai.journal"))).build();
 * Plan plan = governance.plan(ProjectBlueprint.named("payments-prod").member("ada@example.com"));
 * System.out.println(plan);                                  // nothing is changed yet
 * plan.apply();
 * }</pre>
 *
 * <p>Workflows that only read have entries of their own: {@code CostReport} and {@code CostBreakdown}, {@code UsageReport},
 * {@code FocusExport}, {@code OrganizationSnapshot} and {@code SnapshotDiff}, {@code IdleKeys}, {@code AuditTrail}, and {@link
 * dev.openaiadmin.governance.Preflight}, which shows what a key may read.
 *
 * <p>Workflows throw {@link dev.openaiadmin.governance.GovernanceException}, or the exceptions of the client. One that failed or
 * was killed is run again: what is done is not done twice.
 */
@NullMarked
package dev.openaiadmin.governance;

import org.jspecify.annotations.NullMarked;
