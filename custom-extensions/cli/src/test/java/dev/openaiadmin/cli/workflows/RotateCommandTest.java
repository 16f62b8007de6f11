package dev.openaiadmin.cli.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.terminal.Values;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RotateCommandTest {
    @ParameterizedTest
    @CsvSource({"1d, P1D", "12h, PT12H", "30m, PT30M", "90s, PT1M30S", "2w, P14D", "P7D, P7D", "PT1H, PT1H"})
    void understands_durations(String text, Duration duration) {
        RotateCommand rotate = new RotateCommand();

        Values.register(new CommandLine(rotate)).parseArgs("proj_1", "svc_acct_1", "--keep-old-for", text);

        assertThat(rotate).extracting("keepOldFor").isEqualTo(duration);
    }
}
