package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.tests.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTest {
    private static final String VERSION = System.getProperty("openai-admin.version", "not set");
    private static final Set<String> OF_EVERY_MODULE = Set.of("sources", "javadoc");

    /** As it is published. */
    private static final Pom BILL =
            Pom.read(ProjectFiles.TOP.resolve("custom-extensions/bom/target/.flattened-pom.xml"));

    @Test
    void manages_every_published_jar_and_nothing_else() {
        Set<String> published = new TreeSet<>();
        for (PublishedModule module : PublishedModule.all()) {
            if (module.packaging().equals("jar")) {
                published.addAll(artifacts(module));
            }
        }

        List<String> managed = BILL.all("dependencyManagement/dependencies/dependency").stream()
                .map(managedOne -> String.join(
                        ":",
                        managedOne.text("groupId"),
                        managedOne.text("artifactId"),
                        managedOne.text("version"),
                        managedOne.text("classifier")))
                .toList();

        assertThat(managed).isNotEmpty().containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void is_complete_without_a_parent_and_brings_nothing_else() {
        assertThat(BILL.text("artifactId")).isEqualTo("openai-admin-bom");
        assertThat(BILL.text("packaging")).isEqualTo("pom");
        assertThat(List.of("parent", "properties", "dependencies", "build", "repositories", "profiles"))
                .allSatisfy(element -> assertThat(BILL.all(element)).isEmpty());
    }

    private static Set<String> artifacts(PublishedModule module) {
        Set<String> artifacts = new TreeSet<>();
        Pattern name =
                Pattern.compile(Pattern.quote(module.artifactId() + "-" + VERSION) + "(-(?<classifier>[a-z]+))?\\.jar");
        for (Path jar : module.jars()) {
            var matcher = name.matcher(jar.getFileName().toString());
            assertThat(matcher.matches()).as("name of %s", jar).isTrue();
            String classifier = matcher.group("classifier") == null ? "" : matcher.group("classifier");
            if (!OF_EVERY_MODULE.contains(classifier)) {
                artifacts.add(String.join(":", "dev.openaiadmin", module.artifactId(), VERSION, classifier));
            }
        }
        return artifacts;
    }
}
