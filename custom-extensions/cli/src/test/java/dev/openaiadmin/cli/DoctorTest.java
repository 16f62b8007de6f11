package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class DoctorTest {
    /** The number of an alert, see RFC 8446, section 6. */
    private static final int CERTIFICATE_REQUIRED = 116;

    @TempDir
    private static Path certificates;

    private static ServerCertificate valid;

    @TempDir
    private Path folder;

    @BeforeAll
    static void createCertificate() throws Exception {
        valid = ServerCertificate.create(certificates.resolve("valid.p12"), "-validity", "20");
    }

    @Test
    void shows_the_proxy_and_the_trusted_certificate_of_the_server_behind_it(InMemoryOrganization organization)
            throws Exception {
        try (Forwarder server = Forwarder.tls(valid, organization.baseUrl());
                Forwarder proxy = Forwarder.proxy(server)) {
            ProcessBuilder doctor = ProgramProcess.builder(folder, organization, "doctor");
            doctor.environment().put("OPENAI_BASE_URL", urlOf(server, organization));
            doctor.environment().put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            doctor.environment().keySet().removeAll(Set.of("NO_PROXY", "no_proxy"));
            doctor.environment().put("JDK_JAVA_OPTIONS", valid.trustOptions());

            Process process = doctor.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("err")))
                    .isEqualTo(ExitCode.DONE);
            assertThat(out)
                    .containsPattern("Proxy         .*127.0.0.1:" + proxy.port())
                    .contains("TLS           TLSv1.", "trust store " + valid.store())
                    .contains("Certificate   CN=Test Company, issued by CN=Test Company, until ")
                    .contains("it can be that of a proxy in between")
                    .contains("Connection    a response after ");
            assertThat(proxy.tunnels()).isNotEmpty().containsOnly("127.0.0.1:" + server.port());
        }
    }

    @Test
    void says_what_to_do_about_an_unknown_certificate(InMemoryOrganization organization) throws Exception {
        Ended ended = doctorOf(organization, valid);

        assertThat(ended.exitCode()).isEqualTo(ExitCode.TRY_LATER);
        assertThat(ended.out())
                .contains("Certificate   CN=Test Company, issued by CN=Test Company, until ")
                .contains("is not trusted; no public authority issued it")
                .contains("import the certificate of the issuer")
                .contains("Connection    failed");
    }

    @Test
    void names_the_day_on_which_a_certificate_has_expired(InMemoryOrganization organization) throws Exception {
        ServerCertificate expired = ServerCertificate.create(
                folder.resolve("expired.p12"), "-startdate", "2020/01/01 00:00:00", "-validity", "1");

        Ended ended = doctorOf(organization, expired);

        assertThat(ended.exitCode()).isEqualTo(ExitCode.TRY_LATER);
        assertThat(ended.out())
                .contains("CN=Test Company, expired 2020-01-0", "renew it")
                .contains("Connection    failed");
    }

    @Test
    void names_the_day_from_which_a_certificate_is_valid(InMemoryOrganization organization) throws Exception {
        ServerCertificate early = ServerCertificate.create(
                folder.resolve("early.p12"), "-startdate", "2095/06/15 12:00:00", "-validity", "20");

        Ended ended = doctorOf(organization, early);

        assertThat(ended.exitCode()).isEqualTo(ExitCode.TRY_LATER);
        assertThat(ended.out())
                .contains("CN=Test Company, valid from 2095-06-15", "set the clock of this machine")
                .contains("Connection    failed");
    }

    private Ended doctorOf(InMemoryOrganization organization, ServerCertificate certificate) throws Exception {
        try (Forwarder server = Forwarder.tls(certificate, organization.baseUrl())) {
            return Cli.on(organization, folder)
                    .with("OPENAI_BASE_URL", urlOf(server, organization))
                    .run("doctor");
        }
    }

    private static String urlOf(Forwarder server, InMemoryOrganization organization) {
        return "https://127.0.0.1:" + server.port()
                + URI.create(organization.baseUrl()).getPath();
    }

    @Test
    void names_the_scopes_that_a_key_lacks(InMemoryOrganization organization) {
        organization.failNext(Fault.status(403)
                .message("You have insufficient permissions for this operation. Missing scopes: api.usage.read.")
                .on("listCosts")
                .always());

        Ended ended = Cli.on(organization, folder).run("doctor");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ended.out())
                .contains("Connection    a response after ")
                .containsPattern("Rights        The key may read \\d+ of \\d+ resources")
                .contains("It lacks api.usage.read to read costs")
                .contains("\n              An owner of the organization can give the key more scopes\n");
    }

    @Test
    void names_resources_as_the_commands_do(InMemoryOrganization organization) {
        organization.failNext(
                Fault.status(403).message("This key is restricted.").always());
        Cli cli = Cli.on(organization, folder);

        List<String> refused = Pattern.compile("It may not read ([^:]+):")
                .matcher(cli.run("doctor").out())
                .results()
                .map(resource -> resource.group(1))
                .toList();

        assertThat(refused).contains("admin-api-keys", "spend-limit");
        assertThat(cli.run("--help").out().lines().map(line -> line.strip().split(" ", 2)[0]))
                .containsAll(refused);
    }

    @Test
    void names_the_key_store_when_the_server_requires_a_client_certificate(InMemoryOrganization organization)
            throws IOException {
        String alert = "\u0015\u0003\u0003\0\2\2" + (char) CERTIFICATE_REQUIRED;
        try (ServerSocket server = answering(alert)) {
            Ended ended = Cli.on(organization, folder)
                    .with("OPENAI_BASE_URL", "https://127.0.0.1:" + server.getLocalPort() + "/v1")
                    .run("doctor");

            assertThat(ended.out()).contains("Connection    failed");
            assertThat(ended.err())
                    .contains("requires a client certificate", "OPENAI_ADMIN_JAVA_OPTS='-Djavax.net.ssl.keyStore=FILE")
                    .doesNotContain("sslContext");
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
                    .containsPattern("Clock         72\\d\\d s ahead of that of the server: set the clock")
                    .contains("Rights        not known: the error message says why");
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
            doctor.environment().keySet().removeAll(Set.of("NO_PROXY", "no_proxy"));

            Process process = doctor.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isNotEqualTo(ExitCode.DONE);
            assertThat(out).contains("Proxy         ", ":" + proxy.getLocalPort(), "Connection    failed");
            assertThat(Files.readString(folder.resolve("err")))
                    .contains("login", "in HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT")
                    .doesNotContain("ProxySettings");
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
