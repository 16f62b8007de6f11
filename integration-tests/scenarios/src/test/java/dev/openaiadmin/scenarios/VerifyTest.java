package dev.openaiadmin.scenarios;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.OrganizationServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy that compares the API with the description, between three clients and an API with planted differences. */
class VerifyTest {
    private static final Pattern LISTENING = Pattern.compile("Requests to (\\S+) go on to ");

    @TempDir
    private Path folder;

    @Test
    void reports_the_differences_that_three_clients_meet_and_nothing_else() throws Exception {
        Path curl = Installed.orSkip("the proxy was not tried", "curl");
        Path report = folder.resolve("report.json");
        try (OrganizationServer api = OrganizationServer.start()) {
            String key = api.organization().adminKey();
            api.wireMock()
                    .stubFor(get(urlPathEqualTo("/v1/organization/projects/proj_planted"))
                            .willReturn(okJson("{\"object\": \"organization.project\", \"id\": \"proj_planted\","
                                    + " \"name\": \"a\", \"created_at\": 1, \"archived_at\": null,"
                                    + " \"status\": \"frozen\"}")));
            api.wireMock()
                    .stubFor(get(urlPathEqualTo("/v1/organization/admin_api_keys"))
                            .willReturn(okJson("{\"object\": \"list\", \"data\": [], \"has_more\": false,"
                                    + " \"first_id\": null, \"last_id\": null, \"total\": 0}")));
            api.wireMock()
                    .stubFor(get(urlPathEqualTo("/v1/organization/invites/invite-1"))
                            .willReturn(aResponse().withStatus(302).withBody("{}")));
            Process process = start("--upstream", api.baseUrl(), "--report", report.toString());
            List<String> lines;
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String baseUrl = address(out.readLine());
                assertThat(NodeProgram.run("verify.js", baseUrl, key)).contains("frozen");
                useOurClient(baseUrl, key);
                Process curled = new ProcessBuilder(
                                curl.toString(),
                                "--silent",
                                "--header",
                                "Authorization: Bearer " + key,
                                baseUrl + "/organization/admin_api_keys")
                        .start();
                assertThat(new String(curled.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("\"total\": 0");
                // Process.destroy() would close the output that is read below.
                process.toHandle().destroy();
                lines = out.lines().toList();
            }
            List<String> summary = lines.subList(lines.size() - 4, lines.size());

            assertThat(summary)
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line)
                                    .isEqualTo(
                                            "unknown enum value status: \"frozen\" in retrieveProject (1 time, such as"
                                                    + " GET /organization/projects/proj_planted at /status)"),
                            line -> assertThat(line)
                                    .isEqualTo("undocumented status 302 in retrieveInvite (1 time, such as GET"
                                            + " /organization/invites/invite-1)"),
                            line -> assertThat(line)
                                    .isEqualTo("unknown field total: number in listAdminApiKeys (1 time, such as GET"
                                            + " /organization/admin_api_keys at /total)"),
                            line -> assertThat(line).endsWith("; kinds of differences: 3"));
            assertThat(String.join("\n", lines) + Files.readString(report)).doesNotContain(key);
        }
    }

    private static void useOurClient(String baseUrl, String key) {
        try (OpenAiAdmin admin =
                OpenAiAdmin.builder().adminKey(key).baseUrl(baseUrl).build()) {
            String id = admin.projects().create("from-java").id();
            assertThat(admin.projects().list()).anyMatch(project -> project.id().equals(id));
            assertThatThrownBy(() -> admin.invites().retrieve("invite-1")).isInstanceOf(OpenAiAdminException.class);
        }
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.command());
        command.addAll(List.of("verify", "--port=0"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String address(String line) {
        Matcher listening = LISTENING.matcher(line);
        assertThat(listening.find()).as(line).isTrue();
        return listening.group(1);
    }
}
