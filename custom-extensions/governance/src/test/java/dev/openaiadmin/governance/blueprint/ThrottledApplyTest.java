package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@WithOrganization
@Timeout(180)
class ThrottledApplyTest {
    /** For each project: itself, its owner, a service account and a rate limit. */
    private static final int CHANGES = 4;
    /** The projects, the owner, and the usual rate limits: once each. */
    private static final int READS = 3;
    /** A minute of the organization is over in this. */
    private static final Duration MINUTE = Duration.ofSeconds(1);

    private static final int REQUESTS_A_MINUTE = 50;

    @Test
    void applies_blueprints_to_an_organization_that_limits_its_rate(OrganizationServer server) {
        apply(server, 50);
    }

    @Test
    @Tag("thorough")
    void applies_two_hundred_blueprints_to_an_organization_that_limits_its_rate(OrganizationServer server) {
        apply(server, 200);
    }

    private static void apply(OrganizationServer server, int projects) {
        InMemoryOrganization organization = server.newOrganization();
        organization.users().add("ada@example.com", "reader");
        organization.useClock(fast());
        organization.failNext(Fault.throttle(REQUESTS_A_MINUTE).always());
        List<ProjectBlueprint> blueprints = IntStream.range(0, projects)
                .mapToObj(number -> ProjectBlueprint.named("project-" + number)
                        .owner("ada@example.com")
                        .serviceAccount("ci")
                        .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L)))
                .toList();

        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            Governance governance = Governance.builder(admin).secrets(key -> {}).build();
            governance.plan(OrganizationBlueprint.of(blueprints)).apply();
            assertThat(admin.projects().list(query -> query.limit(100)).stream())
                    .hasSize(projects + 1);
        }

        long refused = organization.requests().stream()
                .filter(request -> request.status() == 429)
                .count();
        int carriedOut = organization.requestCount("createProject")
                + organization.requestCount("addProjectUser")
                + organization.requestCount("createServiceAccount")
                + organization.requestCount("modifyRateLimit");
        System.out.printf(
                "%d blueprints: %d changing requests, %d needed; %d reads needed; %d of the last %d requests came too"
                        + " soon%n",
                projects,
                carriedOut,
                CHANGES * projects,
                READS,
                refused,
                organization.requests().size());
        assertThat(refused).as("requests that came too soon").isBetween(1L, (long) CHANGES * projects / 4);
        assertThat(organization.requestCount("listUsers")).isLessThanOrEqualTo(2);
        assertThat(organization.requests()).extracting(RecordedRequest::status).isSubsetOf(200, 201, 429);
    }

    private static Clock fast() {
        Instant start = Instant.now();
        long nanos = System.nanoTime();
        InstantSource source = () -> start.plusNanos((System.nanoTime() - nanos) * 60 / MINUTE.toSeconds());
        return source.withZone(ZoneOffset.UTC);
    }
}
