package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@WithOrganization
class ModulePathTest {
    /** The modules of a runtime for the client, as PLATFORMS.md of the client tells jlink. */
    private static final String MODULES_OF_THE_RUNTIME = 
            "java.logging,java.naming,java.security.jgss,jdk.crypto.ec,jdk.net";

    /** The classes of the application and the libraries that it runs with: neither the kit nor JUnit. */
    private static final String LIBRARIES = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(test-classes|testkit|openai-admin-spec|junit|opentest4j|apiguardian|surefire).*"))
            .collect(Collectors.joining(File.pathSeparator));

    @Test
    void an_application_on_the_module_path_calls_the_api(InMemoryOrganization organization) throws Exception {
        assertEquals(
                List.of(
                        "payments",
                        "Default project",
                        "payments",
                        "404",
                        "consumer.app dev.openaiadmin.client dev.openaiadmin.api"),
                run(organization, "--module-path", LIBRARIES, "--module", "consumer.app/consumer.app.Application"));
    }

    @Test
    void an_application_on_the_class_path_needs_few_modules_of_the_jdk(InMemoryOrganization organization)
            throws Exception {
        assertEquals(
                List.of("payments", "Default project", "payments", "404", "null null null"),
                run(
                        organization,
                        "--limit-modules",
                        MODULES_OF_THE_RUNTIME,
                        "--class-path",
                        LIBRARIES,
                        "consumer.app.Application"));
    }

    private static List<String> run(InMemoryOrganization organization, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.add(organization.baseUrl());
        command.add(organization.adminKey());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // SLF4J says that the application has no provider.
        return output.lines().filter(line -> !line.startsWith("SLF4J")).collect(Collectors.toList());
    }
}
