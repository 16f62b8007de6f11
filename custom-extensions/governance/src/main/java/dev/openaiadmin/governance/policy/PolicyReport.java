package dev.openaiadmin.governance.policy;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How an organization keeps its policies. Only reads, and only what the rules look at. Archived projects are left out.
 *
 * <pre>{@code
 * System.out.println(PolicyReport.of(admin, OrganizationBlueprint.read(file).policies()));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param violations the rules that are not kept: those of the organization first, then by project
 * @param exemptions the rules that are not kept and need not be, with their reasons
 * @param unused the exceptions that no violation needed: they are mistyped, or not needed any more
 * @param missing what the key of the client may not read, and why, so that rules about it are not checked; none when the
 *     report is complete
 * @param projects the number of projects that were checked
 */
public record PolicyReport(
        List<Violation> violations,
        List<Exemption> exemptions,
        List<String> unused,
        List<String> missing,
        int projects) {
    private static final int PAGE = 100;

    /**
     * Copies the lists.
     *
     * @param violations the violations
     * @param exemptions the exemptions
     * @param unused the exceptions that were not needed
     * @param missing what could not be read
     * @param projects the number of projects
     */
    public PolicyReport {
        violations = List.copyOf(violations);
        exemptions = List.copyOf(exemptions);
        unused = List.copyOf(unused);
        missing = List.copyOf(missing);
    }

    /**
     * Checks the organization, with up to 24 requests at once.
     *
     * @param admin the client; one that is read-only is enough
     * @param policies the rules
     * @return what was found
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public static PolicyReport of(AdminApi admin, Policies policies) {
        return of(admin, policies, Clock.systemUTC(), ParallelReads.DEFAULT);
    }

    /**
     * Checks the organization as {@link #of(AdminApi, Policies)} does.
     *
     * @param admin the client
     * @param policies the rules
     * @param clock tells the time, for the ages of keys
     * @param parallelRequests how many requests may be under way at once, from 1 to 256; the client's pacing applies to
     *     all of them
     * @return what was found
     * @throws dev.openaiadmin.InvalidValueException when the number is out of range; nothing has been sent
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public static PolicyReport of(AdminApi admin, Policies policies, Clock clock, int parallelRequests) {
        try (ParallelReads reads = new ParallelReads(parallelRequests)) {
            return new Check(admin, policies, clock.instant()).run(reads);
        }
    }

    /**
     * Returns whether every rule is kept, as far as the key may read.
     *
     * @return whether there is no violation
     */
    public boolean isEmpty() {
        return violations.isEmpty();
    }

    /**
     * Returns the report as JSON: {@code violations}, {@code exemptions}, {@code unused}, {@code missing} and
     * {@code projects}.
     *
     * @return the JSON text
     */
    public String toJson() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("violations", violations);
        report.put("exemptions", exemptions);
        report.put("unused", unused);
        report.put("missing", missing);
        report.put("projects", projects);
        return PrintableJson.pretty(report);
    }

    /** Returns the violations by project, the places of their rules, the exceptions, what is missing, and a summary. */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder();
        Map<String, String> rules = new TreeMap<>();
        String heading = null;
        for (Violation violation : violations) {
            String of =
                    violation.project() == null ? "Organization" : "Project " + PrintableText.line(violation.project());
            if (!of.equals(heading)) {
                report.append(report.isEmpty() ? "" : "\n").append(of).append('\n');
                heading = of;
            }
            report.append("  ")
                    .append(PrintableText.line(violation.problem() + " (" + violation.rule() + ")"))
                    .append('\n');
            rules.put(violation.rule(), violation.rulePlace());
        }
        list(
                report,
                "Rules that are not kept",
                rules.entrySet().stream()
                        .map(rule -> rule.getKey() + ": " + rule.getValue())
                        .toList());
        list(report, "Allowed", exemptions);
        list(report, "Exceptions without a violation", unused);
        list(report, "Missing", missing);
        return report.append(report.isEmpty() ? "" : "\n")
                .append(projects)
                .append(projects == 1 ? " project: " : " projects: ")
                .append(violations.isEmpty() ? "no" : violations.size())
                .append(violations.size() == 1 ? " violation" : " violations")
                .append('\n')
                .toString();
    }

    private static void list(StringBuilder report, String heading, List<?> lines) {
        if (!lines.isEmpty()) {
            report.append(report.isEmpty() ? "" : "\n").append(heading).append('\n');
            lines.forEach(line -> report.append("  ")
                    .append(PrintableText.line(line.toString()))
                    .append('\n'));
        }
    }

    /** Reads what the rules look at, and applies them. */
    private static final class Check {
        private final AdminApi admin;
        private final Policies policies;
        private final Instant now;
        private final Policies.Outcome outcome = new Policies.Outcome();
        private final Map<String, Integer> refusals = new TreeMap<>();
        private int projects;

        Check(AdminApi admin, Policies policies, Instant now) {
            this.admin = admin;
            this.policies = policies;
            this.now = now;
        }

        PolicyReport run(ParallelReads reads) {
            Set<Fact<?>> ofOrganization = policies.facts(false);
            Set<Fact<?>> ofProjects = policies.facts(true);
            if (!ofOrganization.isEmpty()) {
                policies.check(read(Facts.ofOrganization(), ofOrganization), now, outcome);
            }
            if (!ofProjects.isEmpty()) {
                projects(reads, ofProjects);
            }
            return new PolicyReport(
                    outcome.violations(), outcome.exemptions(), policies.unused(outcome), missing(), projects);
        }

        private void projects(ParallelReads reads, Set<Fact<?>> needed) {
            try {
                reads.forEach(
                        admin.projects().list(query -> query.limit(PAGE)), project -> read(project, needed), facts -> {
                            projects++;
                            policies.check(facts, now, outcome);
                        });
            } catch (PermissionException e) {
                missing("projects", e);
            } catch (IOException e) {
                throw new IllegalStateException("A list takes every result", e);
            }
        }

        private Facts read(Project project, Set<Fact<?>> needed) {
            Facts named = Facts.ofProject(project.name() == null ? project.id() : project.name(), project.id());
            try {
                return read(named, needed);
            } catch (BadRequestException | NotFoundException e) {
                // The parts of an archived project cannot be read; this one may be archived since the list was read.
                if (ProjectStatus.ARCHIVED.equals(
                        admin.projects().retrieve(project.id()).status())) {
                    return named;
                }
                throw e;
            }
        }

        private Facts read(Facts facts, Set<Fact<?>> needed) {
            Facts known = facts;
            for (Fact<?> fact : needed) {
                try {
                    known = fact.addTo(known, admin, now);
                } catch (PermissionException e) {
                    missing(fact.toString(), e);
                }
            }
            return known;
        }

        private synchronized void missing(String part, PermissionException refusal) {
            refusals.merge(part + ": " + PartialRights.reason(refusal), 1, Integer::sum);
        }

        private synchronized List<String> missing() {
            return PartialRights.counted(refusals);
        }
    }
}
