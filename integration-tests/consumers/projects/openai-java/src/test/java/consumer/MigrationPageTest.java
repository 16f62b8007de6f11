package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on migrating says of the official client, and shows of it. */
@WithOrganization
class MigrationPageTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```java openai-java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private OpenAIClient client;

    @BeforeEach
    void connect(InMemoryOrganization organization) {
        client = OpenAIOkHttpClient.builder()
                .adminApiKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void runs_its_jobs_as_one_program(InMemoryOrganization organization) throws Exception {
        organization.users().add("ada@example.com", "reader");
        String page = Files.readString(Path.of(System.getProperty("migration.page")));
        List<String> jobs = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
        assertEquals(10, jobs.size());

        compile(jobs.stream().collect(Collectors.joining("\n")));
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        folder + File.pathSeparator + System.getProperty("java.class.path"),
                        "Shown")
                .redirectErrorStream(true);
        program.environment().keySet().removeIf(name -> name.startsWith("OPENAI_"));
        program.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        program.environment().put("OPENAI_BASE_URL", organization.baseUrl());
        Process started = program.start();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, started.waitFor(), output);
        assertTrue(output.contains("payments-prod since "), output);
        assertTrue(output.contains("404"), output);
        Set<String> seen = new TreeSet<>();
        organization.requests().forEach(request -> seen.add(String.valueOf(request.operation())));
        assertEquals(
                new TreeSet<>(Set.of(
                        "createProject",
                        "listProjects",
                        "addProjectUser",
                        "createServiceAccount",
                        "listRateLimits",
                        "modifyRateLimit",
                        "modifyProjectSpendLimit",
                        "createProjectSpendAlert",
                        "modifyModelPermissions",
                        "listCosts",
                        "archiveProject",
                        "retrieveProject")),
                seen);
    }

    @Test
    void sends_a_create_again_whose_response_is_lost(InMemoryOrganization organization) {
        organization.failNext(Fault.named("reset-but-done").on("createProject"));

        client.admin()
                .organization()
                .projects()
                .create(ProjectCreateParams.builder().name("payments-prod").build());

        assertEquals(2, organization.requestCount("createProject"));
    }

    @Test
    void sends_a_call_that_is_rate_limited_three_times(InMemoryOrganization organization) {
        organization.failNext(Fault.status(429).on("listProjects").header("retry-after-ms", "1").times(3));

        assertThrows(
                RateLimitException.class,
                () -> client.admin().organization().projects().list());
        assertEquals(3, organization.requestCount("listProjects"));
    }

    /** Compiles with the imports that an editor would add. */
    private void compile(String statements) throws Exception {
        String models = "com.openai.models.admin.organization.";
        Path source = Files.writeString(folder.resolve("Shown.java"), """
                import com.openai.client.*;
                import com.openai.client.okhttp.*;
                import com.openai.errors.*;
                import %1$sprojects.*;
                import %1$sprojects.modelpermissions.*;
                import %1$sprojects.ratelimits.*;
                import %1$sprojects.serviceaccounts.*;
                import %1$sprojects.spendalerts.*;
                import %1$sprojects.spendlimit.*;
                import %1$sprojects.users.*;
                import %1$susage.*;
                import com.openai.services.blocking.admin.*;
                import com.openai.services.blocking.admin.organization.projects.*;
                import java.time.*;
                import java.util.*;
                public final class Shown {
                    public static void main(String[] arguments) {
                        %2$s
                    }
                }
                """.formatted(models, statements));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertEquals(0, result, statements);
    }
}
