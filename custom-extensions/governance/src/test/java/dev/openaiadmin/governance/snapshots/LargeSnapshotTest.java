package dev.openaiadmin.governance.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class LargeSnapshotTest {
    private static final int PROJECTS = 1_000;
    private static final int USERS_EACH = 20;

    @Test
    @Timeout(600)
    void a_thousand_projects_of_twenty_users_stream_through_64_megabytes(
            InMemoryOrganization organization, @TempDir Path folder) throws Exception {
        organization.seed(large());
        Path file = folder.resolve("organization.json");

        assertThat(exitCodeIn64Megabytes(organization, file)).isZero();

        JsonNode projects = new ObjectMapper().readTree(file.toFile()).path("projects");
        assertThat(projects.properties())
                .filteredOn(project -> project.getKey().startsWith("proj_large"))
                .hasSize(PROJECTS)
                .allSatisfy(project ->
                        assertThat(project.getValue().path("members")).hasSize(USERS_EACH));
    }

    private static int exitCodeIn64Megabytes(InMemoryOrganization organization, Path file) throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SnapshotInSmallHeap.class.getName(),
                        file.toString())
                .inheritIO();
        program.environment().put("OPENAI_ADMIN_KEY", organization.adminKey());
        program.environment().put("OPENAI_BASE_URL", organization.baseUrl());
        return program.start().waitFor();
    }

    /** Every project has users that no other has, so that the organization has as many as all of them together. */
    private static String large() {
        StringJoiner projects = new StringJoiner(",\n");
        StringJoiner users = new StringJoiner(",\n");
        StringJoiner members = new StringJoiner(",\n");
        for (int project = 0; project < PROJECTS; project++) {
            String id = "proj_large%04d".formatted(project);
            projects.add("{\"id\": \"%s\", \"name\": \"project %d\"}".formatted(id, project));
            StringJoiner ofProject = new StringJoiner(", ", "\"projects/" + id + "/users\": [", "]");
            for (int user = 0; user < USERS_EACH; user++) {
                String who = "\"id\": \"user_%d_%d\", \"email\": \"somebody.%d.%d@example.com\""
                        .formatted(project, user, project, user);
                users.add("{" + who + ", \"name\": \"Somebody\", \"role\": \"reader\"}");
                ofProject.add("{" + who + ", \"role\": \"member\"}");
            }
            members.add(ofProject.toString());
        }
        return "{\"projects\": [%s], \"users\": [%s], %s}".formatted(projects, users, members);
    }
}
