package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.examples.Workflows;
import dev.openaiadmin.tests.JavaProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowsTest {
    @Test
    void every_example_runs_and_shows_something_but_no_secret() {
        JavaProcess workflows = JavaProcess.run(
                Path.of(""),
                Workflows.class.getName(),
                Map.of(),
                Workflows.names().toArray(String[]::new));

        assertThat(workflows.err()).isEmpty();
        assertThat(workflows.exitCode()).isZero();
        assertThat(workflows.out().lines())
                .hasSizeGreaterThanOrEqualTo(2 * Workflows.names().size());
        assertThat(workflows.out()).doesNotContainPattern("sk-(admin|svcacct)-\\w");
    }
}
