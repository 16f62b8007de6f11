package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The application that is a module, with the versions of the platform. */
@WithOrganization
class ModulePathTest {
    /** The application, the client, and the libraries of the client; other jars of a platform need not be modules. */
    private static final Pattern MODULES = Pattern.compile(
            ".*(module-path.target.classes|(openai-admin-(client|api)|httpclient5|httpcore5|httpcore5-h2|feign-core"
                    + "|jackson-core|jackson-annotations|jakarta\\.validation-api|slf4j-api|jspecify)-\\d[^/\\\\]*\\.jar)");

    @Test
    void an_application_on_the_module_path_calls_the_api(InMemoryOrganization organization) throws Exception {
        String modulePath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> MODULES.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--module-path",
                        modulePath,
                        "--module",
                        "consumer.app/consumer.app.Application",
                        organization.baseUrl(),
                        organization.adminKey())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assertEquals(
                List.of(
                        "payments",
                        "Default project",
                        "payments",
                        "404",
                        "consumer.app dev.openaiadmin.client dev.openaiadmin.api"),
                // SLF4J says that the application has no provider.
                output.lines().filter(line -> !line.startsWith("SLF4J")).collect(Collectors.toList()));
    }
}
