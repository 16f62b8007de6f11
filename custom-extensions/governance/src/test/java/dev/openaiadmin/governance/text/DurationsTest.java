package dev.openaiadmin.governance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void writes_a_duration_in_the_largest_unit_that_is_exact() {
        assertThat(Durations.text(Duration.ofDays(30))).isEqualTo("30 days");
        assertThat(Durations.text(Duration.ofHours(1))).isEqualTo("1 hour");
        assertThat(Durations.text(Duration.ofMinutes(90))).isEqualTo("90 minutes");
        assertThat(Durations.text(Duration.ofSeconds(61))).isEqualTo("61 seconds");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0 seconds");
        assertThat(Durations.text(Duration.ofMillis(1_500))).isEqualTo("PT1.5S");
    }
}
