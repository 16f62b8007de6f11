package dev.openaiadmin.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@WithOrganization
class HealthProbeTest {
    private final OpenAiAdminProperties.Health properties = new OpenAiAdminProperties().getHealth();
    private final AdjustableClock clock = new AdjustableClock();

    private HealthProbe probe(OpenAiAdmin admin) {
        return new HealthProbe(admin, properties, clock);
    }

    private static OpenAiAdmin client(InMemoryOrganization organization) {
        return OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @Test
    void calls_the_api_once_in_a_while(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = client(organization)) {
            HealthProbe probe = probe(admin);

            assertThat(probe.check().failure()).isNull();
            clock.advance(Duration.ofSeconds(59));
            assertThat(probe.check().checked()).isEqualTo(Instant.EPOCH);
            assertThat(organization.requestCount("listProjects")).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            assertThat(probe.check().checked()).isEqualTo(Instant.EPOCH.plusSeconds(60));
            assertThat(organization.requestCount("listProjects")).isEqualTo(2);
        }
    }

    @Test
    void keeps_a_failure_as_long_as_a_success_and_makes_one_attempt(InMemoryOrganization organization) {
        organization.failNext(Fault.named("unavailable").on("listProjects"));
        try (OpenAiAdmin admin = client(organization)) {
            HealthProbe probe = probe(admin);

            assertThat(probe.check().failure()).isInstanceOf(ServerException.class);
            assertThat(probe.check().failure()).isInstanceOf(ServerException.class);
            assertThat(organization.requestCount("listProjects")).isEqualTo(1);
            clock.advance(Duration.ofMinutes(1));
            assertThat(probe.check().failure()).isNull();
        }
    }

    @Test
    void is_up_when_the_api_limits_the_rate_or_refuses_the_operation(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = client(organization)) {
            organization.failNext(Fault.status(429).on("listProjects"));
            assertThat(probe(admin).check().failure()).isNull();
            organization.failNext(Fault.status(403).on("listProjects"));
            assertThat(probe(admin).check().failure()).isNull();
            assertThat(organization.requestCount("listProjects")).isEqualTo(2);
        }
    }

    @Test
    void is_down_when_the_api_refuses_the_key(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl(organization.baseUrl())
                .build()) {
            assertThat(probe(admin).check().failure()).isInstanceOf(AuthenticationException.class);
        }
    }

    private static final class AdjustableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
