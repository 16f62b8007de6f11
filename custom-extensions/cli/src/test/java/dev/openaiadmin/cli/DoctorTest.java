package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class DoctorTest {
    @TempDir
    private Path folder;

    @Test
    void shows_protocol_certificate_and_trust_store_of_a_trusted_server(InMemoryOrganization organization)
            throws Exception {
        try (TlsFront front = new TlsFront(folder, organization.baseUrl(), "-validity", "20")) {
            ProcessBuilder doctor = ProgramProcess.builder(folder, organization, "doctor");
            doctor.environment().put("OPENAI_BASE_URL", front.baseUrl());
            doctor.environment().put("JDK_JAVA_OPTIONS", front.trustOptions());

            Process process = doctor.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("err")))
                    .isEqualTo(ExitCode.DONE);
            assertThat(out)
                    .contains("TLS           TLSv1.", "trust store " + folder.resolve("server.p12"))
                    .contains("Certificate   CN=Test Company, issued by CN=Test Company, until ")
                    .contains("it can be that of a proxy in between")
                    .contains("Connection    a response after ");
        }
    }

    @Test
    void says_what_to_do_about_an_unknown_certificate(InMemoryOrganization organization) throws Exception {
        try (TlsFront front = new TlsFront(folder, organization.baseUrl(), "-validity", "20")) {
            Ended ended = Cli.on(organization, folder)
                    .with("OPENAI_BASE_URL", front.baseUrl())
                    .run("doctor");

            assertThat(ended.exitCode()).isEqualTo(ExitCode.TRY_LATER);
            assertThat(ended.out())
                    .contains("Certificate   CN=Test Company, issued by CN=Test Company, until ")
                    .contains("is not trusted; no public authority issued it")
                    .contains("import the certificate of the issuer")
                    .contains("Connection    failed");
        }
    }

    @Test
    void names_the_day_on_which_a_certificate_has_expired(InMemoryOrganization organization) throws Exception {
        try (TlsFront front =
                new TlsFront(folder, organization.baseUrl(), "-startdate", "2020/01/01 00:00:00", "-validity", "1")) {
            Ended ended = Cli.on(organization, folder)
                    .with("OPENAI_BASE_URL", front.baseUrl())
                    .run("doctor");

            assertThat(ended.out())
                    .contains("CN=Test Company, expired 2020-01-0", "renew it")
                    .contains("Connection");
        }
    }

    @Test
    void compares_the_clocks_also_when_the_key_is_refused(InMemoryOrganization organization) throws IOException {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).minusHours(2);
        String response = """
                HTTP/1.1 401 Unauthorized
                Date: %s
                Content-Type: application/json
                Content-Length: 2
                Connection: close

                {}""".formatted(DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
        try (ServerSocket server = answering(response)) {
            Ended ended = Cli.on(organization, folder)
                    .with("OPENAI_BASE_URL", "http://127.0.0.1:" + server.getLocalPort() + "/v1")
                    .run("doctor");

            assertThat(ended.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
            assertThat(ended.out())
                    .containsPattern("Clock         72\\d\\d s ahead of that of the server: set the clock");
        }
    }

    @Test
    void names_the_proxy_that_refuses(InMemoryOrganization organization) throws Exception {
        String refusal = """
                HTTP/1.1 407 Proxy Authentication Required
                Proxy-Authenticate: Basic realm="proxy"
                Content-Length: 0
                Connection: close

                """;
        try (ServerSocket proxy = answering(refusal)) {
            ProcessBuilder doctor = ProgramProcess.builder(folder, organization, "doctor");
            doctor.environment().put("OPENAI_BASE_URL", "https://api.example.com/v1");
            doctor.environment().put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
            doctor.environment().remove("NO_PROXY");
            doctor.environment().remove("no_proxy");

            Process process = doctor.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isNotEqualTo(ExitCode.DONE);
            assertThat(out).contains("Proxy         ", ":" + proxy.getLocalPort(), "Connection    failed");
            assertThat(Files.readString(folder.resolve("err"))).contains("proxy", "login");
        }
    }

    @Test
    void writes_its_findings_as_json(InMemoryOrganization organization) throws IOException {
        Ended ended = Cli.on(organization, folder).run("doctor", "-o", "json");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(new ObjectMapper().readTree(ended.out()).get("checks")).anySatisfy(check -> {
            assertThat(check.get("check").asText()).isEqualTo("Key");
            assertThat(check.get("status").asText()).isEqualTo("ok");
            assertThat(check.get("next_step").isNull()).isTrue();
        });
        assertThat(Cli.hasSecret(ended.out())).isFalse();
    }

    @Test
    void fits_the_terminal(InMemoryOrganization organization) {
        assertThat(Cli.on(organization, folder)
                        .onTerminal(80, false)
                        .run("doctor")
                        .out()
                        .lines()
                        .filter(line -> !line.startsWith("Profiles")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    /** Gives every connection the same response. */
    private static ServerSocket answering(String response) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] request = new byte[8192];
                    if (socket.getInputStream().read(request) > 0) {
                        socket.getOutputStream()
                                .write(response.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    // The client or the test has closed it.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
