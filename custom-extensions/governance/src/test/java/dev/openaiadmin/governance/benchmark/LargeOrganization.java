package dev.openaiadmin.governance.benchmark;

import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.testkit.InMemoryOrganization;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** An organization of many projects, each with users that no other project has. */
public final class LargeOrganization {
    /** The first day with costs. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2025, 10, 1);

    /** The day after the last one with costs: 13 months later. */
    public static final LocalDate LAST_DAY = FIRST_DAY.plusMonths(13);

    private LargeOrganization() {}

    /** Returns the seed of an organization. */
    public static String seed(int projectCount, int usersEach) {
        StringJoiner projects = new StringJoiner(",\n");
        StringJoiner users = new StringJoiner(",\n");
        StringJoiner parts = new StringJoiner(",\n");
        for (int project = 0; project < projectCount; project++) {
            String id = id(project);
            projects.add("{\"id\": \"%s\", \"name\": \"%s\"}".formatted(id, name(project)));
            StringJoiner members = new StringJoiner(", ", "\"projects/" + id + "/users\": [", "]");
            for (int user = 0; user < usersEach; user++) {
                String who = "\"id\": \"user_%d_%d\", \"email\": \"%s\"".formatted(project, user, email(project, user));
                users.add("{" + who + ", \"name\": \"Somebody\", \"role\": \"reader\"}");
                members.add("{" + who + ", \"role\": \"member\"}");
            }
            parts.add(members.toString());
            parts.add("\"projects/" + id + "/service_accounts\": [{\"name\": \"ci\"}]");
        }
        return "{\"projects\": [%s], \"users\": [%s], %s}".formatted(projects, users, parts);
    }

    /** Adds costs of each day for some of the projects. */
    static void spend(InMemoryOrganization organization, int projectCount) {
        for (LocalDate day = FIRST_DAY; day.isBefore(LAST_DAY); day = day.plusDays(1)) {
            for (int project = 0; project < projectCount; project++) {
                organization
                        .costs()
                        .add(
                                day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                                new BigDecimal("1.25"),
                                Map.of("project_id", id(project)));
            }
        }
    }

    /** Returns blueprints that name members, an account, limits and alerts, and differ a little from what exists. */
    static OrganizationBlueprint blueprint(int projectCount) {
        List<ProjectBlueprint> blueprints = IntStream.range(0, projectCount)
                .mapToObj(project -> ProjectBlueprint.named(name(project))
                        .owner(email(project, 0))
                        .member(email(project, 1))
                        .serviceAccount("ci")
                        .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
                        .monthlySpendLimit(100_000)
                        .spendAlert(50_000, "finance@example.com")
                        .modelAllowlist("gpt-5"))
                .toList();
        return OrganizationBlueprint.of(blueprints);
    }

    /** Returns the prefix of the ids of its projects. */
    public static String idPrefix() {
        return "proj_large";
    }

    private static String id(int project) {
        return idPrefix() + "%04d".formatted(project);
    }

    private static String name(int project) {
        return "project " + project;
    }

    private static String email(int project, int user) {
        return "somebody.%d.%d@example.com".formatted(project, user);
    }
}
