package dev.openaiadmin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedJarsTest {
    /** Where classes and pages of libraries are in a jar, and the name of the library. */
    private static final Map<String, String> LIBRARIES = libraries();

    private static Map<String, String> libraries() {
        Map<String, String> libraries = new LinkedHashMap<>();
        libraries.put("com/fasterxml/jackson/annotation/", "jackson-annotations");
        libraries.put("com/fasterxml/jackson/core/", "jackson-core");
        libraries.put("com/fasterxml/jackson/databind/", "jackson-databind");
        libraries.put("feign/", "feign-core");
        libraries.put("io/burt/jmespath/", "jmespath-core");
        libraries.put("io/prometheus/metrics/config/", "prometheus-metrics-config");
        libraries.put("io/prometheus/metrics/exporter/common/", "prometheus-metrics-exporter-common");
        libraries.put("io/prometheus/metrics/exporter/httpserver/", "prometheus-metrics-exporter-httpserver");
        libraries.put("io/prometheus/metrics/expositionformats/", "prometheus-metrics-exposition-textformats");
        libraries.put("io/prometheus/metrics/model/", "prometheus-metrics-model");
        libraries.put("jakarta/validation/", "jakarta.validation-api");
        libraries.put("me/tongfei/progressbar/", "progressbar");
        libraries.put("org/apache/hc/client5/", "httpclient5");
        libraries.put("org/apache/hc/core5/http2/", "httpcore5-h2");
        libraries.put("org/apache/hc/core5/", "httpcore5");
        libraries.put("org/jline/", "jline");
        libraries.put("org/flywaydb/database/", "flyway-database-postgresql");
        libraries.put("org/flywaydb/", "flyway-core");
        libraries.put("org/jspecify/", "jspecify");
        libraries.put("org/postgresql/", "postgresql");
        libraries.put("org/slf4j/nop/", "slf4j-nop");
        libraries.put("org/slf4j/", "slf4j-api");
        libraries.put("org/yaml/snakeyaml/", "snakeyaml");
        libraries.put("picocli/", "picocli");
        libraries.put("META-INF/resources/webjars/swagger-ui/", "swagger-ui");
        String kit = "dev/openaiadmin/testkit/shaded/";
        libraries.put(kit + "itu/", "itu");
        libraries.put(kit + "jackson/annotation/", "jackson-annotations");
        libraries.put(kit + "jackson/core/", "jackson-core");
        libraries.put(kit + "jackson/databind/", "jackson-databind");
        libraries.put(kit + "networknt/", "json-schema-validator");
        libraries.put(kit + "hc/core5/", "httpcore5");
        libraries.put(kit + "slf4j/nop/", "slf4j-nop");
        libraries.put(kit + "slf4j/", "slf4j-api");
        return libraries;
    }

    static Stream<Path> jars() {
        return PublishedModule.all().stream()
                .filter(module -> module.packaging().equals("jar"))
                .flatMap(module -> module.jars().stream());
    }

    @ParameterizedTest
    @MethodSource("jars")
    void holds_the_license_and_the_notice(Path file) {
        assertThat(text(file, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(text(file, "META-INF/NOTICE")).startsWith("openai-admin\n").contains("not made, endorsed");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void holds_the_licenses_of_the_libraries_inside(Path file) {
        TreeSet<String> libraries = new TreeSet<>();
        List<String> names = names(file);
        names.stream()
                .filter(name -> name.endsWith(".class") || name.startsWith("META-INF/resources/webjars/"))
                .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
                .filter(name -> !name.startsWith("dev/openaiadmin/") || name.contains("/shaded/"))
                .map(name -> LIBRARIES.keySet().stream()
                        .filter(name::startsWith)
                        .findFirst()
                        .map(prefix -> LIBRARIES.getOrDefault(prefix, prefix))
                        .orElse("unknown: " + name))
                .forEach(libraries::add);

        assertThat(libraries)
                .allSatisfy(library -> assertThat(hasLicense(file, names, library))
                        .as("license of %s in %s: add it to src/main/licenses", library, file.getFileName())
                        .isTrue());
    }

    private static boolean hasLicense(Path file, List<String> names, String library) {
        String folder = "META-INF/licenses/";
        return names.stream().anyMatch(name -> name.startsWith(folder + library + "/LICENSE"))
                || (names.contains(folder + "APACHE-2.0.txt")
                        && text(file, folder + "APACHE-2.0.txt").lines().anyMatch(library::equals));
    }

    private static List<String> names(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file, String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThat(jar.getEntry(name))
                    .as("%s in %s", name, file.getFileName())
                    .isNotNull();
            return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
