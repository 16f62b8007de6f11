package dev.openaiadmin.cli.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
    private static final Instant NOW = Instant.parse("2031-01-08T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2031-01-07T08:30:00Z, 2031-01-07T08:30:00Z",
        "2031-01-07, 2031-01-07T00:00:00Z",
        "12h, 2031-01-08T00:00:00Z",
        "7d, 2031-01-01T12:00:00Z",
        "PT1H, 2031-01-08T11:00:00Z"
    })
    void understands_times_days_and_durations(String text, Instant time) {
        assertThat(AuditCommand.time(text, NOW)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2031-13-01", "2031-01-07T08", "", "9999999999d"})
    void names_the_option_with_a_wrong_time(String text) {
        assertThatThrownBy(() -> AuditCommand.time(text, NOW))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("--since");
    }

    @ParameterizedTest
    @CsvSource({"100MB, 100000000", "1gb, 1000000000", "5 KB, 5000", "17B, 17"})
    void understands_sizes(String text, long bytes) {
        assertThat(AuditCommand.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weekly", "100", "-1MB", ""})
    void names_the_option_with_a_wrong_size(String text) {
        assertThatThrownBy(() -> AuditCommand.bytes(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("daily, or a size such as 100MB");
    }
}
