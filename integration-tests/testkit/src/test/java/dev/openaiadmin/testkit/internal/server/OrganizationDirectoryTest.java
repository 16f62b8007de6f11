package dev.openaiadmin.testkit.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.internal.server.OrganizationDirectory.Retention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrganizationDirectoryTest {
    private final SteppedClock clock = new SteppedClock();
    private final List<String> log = new ArrayList<>();
    private final OrganizationDirectory directory = new OrganizationDirectory(
            key -> new HostedOrganization("http://127.0.0.1/v1", key, organization -> {}),
            new Retention(2, Duration.ofHours(1), clock, log::add));

    @Test
    void removes_the_longest_unused_organization_beyond_the_most() {
        HostedOrganization a = directory.find("sk-a");
        HostedOrganization b = directory.find("sk-b");
        directory.find("sk-a");
        directory.find("sk-c");

        assertThat(directory.find("sk-a")).isSameAs(a);
        assertThat(log).hasSize(1);
        assertThat(directory.find("sk-b")).isNotSameAs(b);
    }

    @Test
    void removes_organizations_that_were_not_used_for_long() {
        HostedOrganization a = directory.find("sk-a");
        clock.now = clock.now.plus(Duration.ofMinutes(61));
        directory.find("sk-b");

        assertThat(directory.find("sk-a")).isNotSameAs(a);
    }

    @Test
    void writes_a_line_for_each_that_names_no_key() {
        directory.find("sk-secret-a");
        directory.find("sk-b");
        directory.find("sk-c");

        assertThat(log)
                .singleElement()
                .asString()
                .matches(
                        "Removed the organization of the key \\*\\*\\*[0-9a-f]{16}: there are more than 2 organizations\\."
                                + " The key gets a new one when it is used again\\.");
    }

    private static final class SteppedClock extends Clock {
        private Instant now = Instant.ofEpochSecond(1_790_000_000);

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
            return this;
        }
    }
}
