package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.examples.Tour;
import dev.openaiadmin.tests.JavaProcess;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TourTest {
    @Test
    void every_resource_has_an_example() {
        List<String> resources = Arrays.stream(AdminApi.class.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .map(Method::getName)
                .toList();

        assertThat(Tour.names()).containsExactlyInAnyOrderElementsOf(resources);
    }

    @Test
    void every_example_runs_and_shows_something_but_no_secret() {
        JavaProcess tour = JavaProcess.run(
                Path.of(""), Tour.class.getName(), Map.of(), Tour.names().toArray(String[]::new));

        assertThat(tour.err()).isEmpty();
        assertThat(tour.exitCode()).isZero();
        assertThat(tour.out().lines())
                .hasSizeGreaterThanOrEqualTo(2 * Tour.names().size());
        assertThat(tour.out()).doesNotContainPattern("sk-(admin|svcacct)-\\w");
    }

    @Test
    void names_the_examples_that_there_are_when_asked_for_another() {
        JavaProcess tour = JavaProcess.run(Path.of(""), Tour.class.getName(), Map.of(), "badges");

        assertThat(tour.exitCode()).isEqualTo(2);
        assertThat(tour.out()).startsWith("Name one or more of:").contains("serviceAccounts");
    }
}
