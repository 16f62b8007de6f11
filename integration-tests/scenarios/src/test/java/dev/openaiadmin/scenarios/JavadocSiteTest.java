package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The Javadoc of all published modules as one site. It takes a minute to make, so it is examined only when asked:
 * {@code .ci/javadoc-test} makes it and runs this test.
 */
@EnabledIfSystemProperty(named = "javadoc.site", matches = ".+")
class JavadocSiteTest {
    private static final Path SITE =
            Path.of(System.getProperty("javadoc.site", "")).toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\s(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ANCHOR = Pattern.compile("\\s(?:id|name)=\"([^\"]+)\"");
    /** Javadoc of Java 17 links its list of packages there to a heading that it does not write. */
    private static final Path CONSTANTS = SITE.resolve("constant-values.html");

    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*", Pattern.DOTALL);

    private static Map<Path, String> pages = Map.of();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(SITE)) {
            pages = files.filter(file -> file.toString().endsWith(".html"))
                    .collect(Collectors.toMap(file -> file, JavadocSiteTest::text));
        }
    }

    @Test
    void has_no_dead_links() {
        Map<Path, Set<String>> anchors = new HashMap<>();
        List<String> dead = new ArrayList<>();
        pages.forEach((page, text) -> LINK.matcher(text)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .distinct()
                .filter(link -> !exists(page, link, anchors))
                .filter(link -> !page.equals(CONSTANTS) || !link.startsWith("#"))
                .forEach(link -> dead.add(SITE.relativize(page) + " -> " + link)));

        assertThat(pages).hasSizeGreaterThan(100);
        assertThat(dead).isEmpty();
    }

    @Test
    void begins_with_a_page_that_links_to_the_entries() {
        assertThat(pages.get(SITE.resolve("index.html")))
                .contains(
                        "dev/openaiadmin/client/OpenAiAdmin.html",
                        "dev/openaiadmin/api/AdminApi.html",
                        "dev/openaiadmin/governance/Governance.html",
                        "dev/openaiadmin/testkit/WithOrganization.html");
    }

    @Test
    void has_no_internal_packages() {
        assertThat(pages.keySet())
                .noneMatch(page -> SITE.relativize(page).toString().contains("internal"));
    }

    private static boolean exists(Path page, String link, Map<Path, Set<String>> anchors) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page
                : page.resolveSibling(decoded(parts[0].split("\\?", 2)[0])).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length < 2
                || parts[1].isEmpty()
                || !pages.containsKey(target)
                || anchors.computeIfAbsent(target, JavadocSiteTest::anchors).contains(decoded(parts[1]));
    }

    private static Set<String> anchors(Path page) {
        return ANCHOR.matcher(pages.getOrDefault(page, ""))
                .results()
                .map(anchor -> anchor.group(1).replace("&lt;", "<").replace("&gt;", ">"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String decoded(String address) {
        return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
