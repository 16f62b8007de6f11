package dev.openaiadmin.testkit.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ServerCommandTest {
    private static final Pattern CURL = Pattern.compile(" {2}curl -H '(.*?): (.*?)' (\\S+)");

    @TempDir
    private Path folder;

    @Test
    void serves_where_it_says_and_ends_when_it_is_told_to() throws Exception {
        Path seed = Files.writeString(folder.resolve("org.json"), "{\"projects\": [{\"name\": \"seeded\"}]}");
        Process process = start("-Xmx128m", "--seed=" + seed);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> greeting = greeting(out);
            Matcher curl = CURL.matcher(String.join("\n", greeting));
            assertThat(curl.find()).as("%s", greeting).isTrue();
            Reply reply = PlainHttp.send(
                    HttpRequest.newBuilder(URI.create(curl.group(3))).header(curl.group(1), curl.group(2)));
            assertThat(reply.text("/data/1/name")).isEqualTo("seeded");

            // Not Process.destroy(), which would close what is read from here.
            process.toHandle().destroy();
            assertThat(out.readLine()).isEqualTo("Stopped.");
            assertThat(out.readLine()).isNull();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void warns_that_other_machines_reach_a_server_at_all_addresses() throws Exception {
        Process process = start("-Xmx128m", "--host=0.0.0.0");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            greeting(out);

            assertThat(out.readLine())
                    .isEqualTo("It listens at 0.0.0.0: every machine that reaches this one can read and change these"
                            + " organizations.");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void ends_when_the_memory_is_used_up() throws Exception {
        Process process = start("-Xmx48m");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher curl = CURL.matcher(String.join("\n", greeting(out)));
            assertThat(curl.find()).isTrue();
            URI seed = URI.create(curl.group(3)).resolve("/_control/seed");
            String large = "{\"projects\": [{\"name\": \"" + "x".repeat(3_000_000) + "\"}]}";
            HttpRequest.Builder request = HttpRequest.newBuilder(seed)
                    .header(curl.group(1), curl.group(2))
                    .timeout(Duration.ofMinutes(1))
                    .POST(HttpRequest.BodyPublishers.ofString(large));

            // Each of them stays in the organization, so that fewer than these do not fit.
            assertThatThrownBy(() -> {
                        for (int sent = 0; sent < 48; sent++) {
                            PlainHttp.exchange(request);
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(process.waitFor()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --prot=1                    | Unknown option: '--prot=1'; see --help
            --port=x                    | Invalid value for option '--port': 'x' is not an int; see --help
            --port                      | Missing required parameter for option '--port' (PORT); see --help
            --port=65536                | --port must be from 0 to 65535, but was 65536
            --seed=missing.json         | missing.json: no such file
            --host=host.invalid         | Cannot listen at port 8080 of host.invalid: no such address
            --host=192.0.2.1            | Cannot listen at port 8080 of 192.0.2.1: Cannot assign requested address
            """)
    void says_in_one_line_what_is_wrong(String argument, String line) {
        assertThat(failed(argument)).isEqualTo(line);
    }

    @Test
    void says_that_a_port_is_in_use() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failed("--port=" + taken.getLocalPort()))
                    .isEqualTo("Cannot listen at port " + taken.getLocalPort()
                            + " of 127.0.0.1, which is in use: stop what listens there, or choose another --port");
        }
    }

    @Test
    void names_the_file_the_place_and_the_rule_of_a_mistake_in_a_seed() throws IOException {
        Path seed = Files.writeString(folder.resolve("org.json"), "{\"projects\": [{\"nmae\": \"a\"}]}");

        assertThat(failed("--seed=" + seed))
                .startsWith(seed + ": /projects/0 has 'nmae', which is not in the contract; known: ")
                .hasLineCount(1);
    }

    @Test
    void names_the_faults_that_it_knows_when_it_does_not_know_one() throws IOException {
        Path faults = Files.writeString(folder.resolve("faults.json"), "[{\"fault\": \"flood\"}]");

        assertThat(failed("--faults=" + faults))
                .startsWith(faults + ": /0/fault: There is no fault 'flood'; known: archived-but-done, ")
                .hasLineCount(1);
    }

    @Test
    void tells_its_options_and_its_version() {
        StringWriter out = new StringWriter();
        CommandLine command = ServerCommand.commandLine().setOut(new PrintWriter(out));

        assertThat(command.execute("--help")).isZero();
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString())
                .contains("--port=PORT", "--host=ADDRESS", "--allow-host=NAME", "--seed=FILE", "--faults=FILE")
                .containsPattern("Default:\\s+8080")
                .containsPattern("openai-admin-testkit \\d");
    }

    private static Process start(String memory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                memory,
                "-cp",
                System.getProperty("java.class.path"),
                ServerCommand.class.getName(),
                "--port=0"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> greeting(BufferedReader out) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = out.readLine();
        while (line != null) {
            lines.add(line);
            if (line.equals("Ctrl-C stops it.")) {
                return lines;
            }
            line = out.readLine();
        }
        throw new AssertionError("The server did not start: " + lines);
    }

    private static String failed(String argument) {
        StringWriter err = new StringWriter();
        int exitCode = ServerCommand.commandLine().setErr(new PrintWriter(err)).execute(argument);

        assertThat(exitCode).isEqualTo(2);
        return err.toString().strip();
    }
}
