package dev.openaiadmin.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @Test
    void finds_nothing_in_the_sample() throws IOException {
        assertThat(Lint.findings(sample())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void finds(Break broken) throws IOException {
        assertThat(Lint.findings(broken.in(sample()))).isEqualTo(broken.finds());
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void breaks_one_spot_of_the_sample(Break broken) throws IOException {
        assertThat(sample().get(broken.file())).containsOnlyOnce(broken.replace());
        assertThat(broken.by()).isNotEqualTo(broken.replace());
    }

    @Test
    void every_rule_finds_something() throws IOException {
        Map<String, String> sample = sample();
        List<Description> broken =
                breaks().stream().map(each -> new Description(each.in(sample))).toList();
        assertThat(Lint.RULES)
                .allSatisfy(rule -> assertThat(broken.stream().flatMap(rule)).isNotEmpty());
    }

    @Test
    void misses_a_file_that_has_to_be_there() throws IOException {
        Map<String, String> texts = sample();
        texts.remove(Description.ROOT);
        assertThat(Lint.findings(texts)).contains("the description: 'openai-admin.yaml' is missing: add it");
    }

    private static Map<String, String> sample() throws IOException {
        return Description.texts(RESOURCES.resolve("sample"));
    }

    private static List<Break> breaks() throws IOException {
        return List.of(new ObjectMapper()
                .convertValue(Description.tree(Files.readString(RESOURCES.resolve("breaks.yaml"))), Break[].class));
    }

    /** One way to break the sample, and all that has to be found then. */
    record Break(String name, String file, String replace, String by, List<String> finds) {

        Map<String, String> in(Map<String, String> texts) {
            Map<String, String> broken = new TreeMap<>(texts);
            broken.computeIfPresent(file, (name, text) -> text.replace(replace, by));
            return broken;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
