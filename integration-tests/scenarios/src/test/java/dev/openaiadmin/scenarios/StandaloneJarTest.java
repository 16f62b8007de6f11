package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.model.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneJarTest {
    @TempDir
    private Path folder;

    @Test
    void serves_a_client_that_has_any_key() throws IOException {
        Path seed = Files.writeString(folder.resolve("org.json"), "{\"projects\": [{\"name\": \"seeded\"}]}");
        try (ServerProcess server = ServerProcess.start("--seed=" + seed);
                OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey("sk-admin-any")
                        .baseUrl(server.origin() + "/v1")
                        .build()) {
            admin.projects().create("payments-prod");

            assertThat(admin.projects().list())
                    .extracting(Project::name)
                    .containsExactly("Default project", "seeded", "payments-prod");
        }
    }

    @Test
    void says_in_one_line_what_is_wrong_and_ends_with_2() throws Exception {
        List<String> command = new ArrayList<>(ServerProcess.command());
        command.add("--seed=missing.json");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("missing.json: no such file");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void holds_no_signature_and_no_library_under_its_own_name_but_picocli() throws IOException {
        List<String> command = ServerProcess.command();
        try (JarFile jar = new JarFile(command.get(command.size() - 1));
                Stream<String> names = jar.stream().map(entry -> entry.getName())) {
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".class") || name.endsWith(".SF"))
                    .allMatch(name -> Stream.of(
                                    "dev/openaiadmin/testkit/", "picocli/", "org/jspecify/", "META-INF/versions/")
                            .anyMatch(name::startsWith));
        }
    }
}
