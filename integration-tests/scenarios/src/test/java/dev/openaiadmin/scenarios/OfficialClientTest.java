package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stand-alone server, as the official client for JavaScript meets it. */
class OfficialClientTest {
    private static final Path SOURCES = Path.of("src", "test", "node");
    /** Below target, so that what npm brings is kept until the next clean build. */
    private static final Path FOLDER = Path.of("target", "node");

    @Test
    void the_official_client_for_javascript_creates_lists_archives_and_limits() throws Exception {
        Path node = Installed.orSkip("the official client was not tried", "node");
        Path npm = Installed.orSkip("the official client was not tried", "npm");
        Files.createDirectories(FOLDER);
        for (String file : new String[] {"package.json", "flows.js"}) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", "--silent");

        try (ServerProcess server = ServerProcess.start()) {
            assertThat(run(node, "flows.js", server.origin()).lines())
                    .containsExactly(
                            "creates",
                            "lists_every_page",
                            "archives",
                            "gives_a_service_account_a_key_once",
                            "changes_a_rate_limit",
                            "waits_out_a_rate_limit_of_its_own");
        }
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("program", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(program.toString())
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile());
            builder.command().addAll(List.of(arguments));
            builder.environment().keySet().removeIf(name -> name.startsWith("OPENAI_"));
            Process process = builder.start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            process.destroyForcibly();
            String out = Files.readString(printed, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended; it printed: %s", program, out).isTrue();
            assertThat(process.exitValue())
                    .as("what %s ended with; it printed: %s", program, out)
                    .isZero();
            return out;
        } finally {
            Files.delete(printed);
        }
    }
}
