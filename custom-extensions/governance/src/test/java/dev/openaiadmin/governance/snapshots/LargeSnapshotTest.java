package dev.openaiadmin.governance.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.governance.benchmark.LargeOrganization;
import dev.openaiadmin.governance.benchmark.SnapshotInSmallHeap;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class LargeSnapshotTest {
    private static final int USERS_EACH = 20;

    @Test
    @Timeout(600)
    void three_hundred_projects_of_twenty_users_stream_through_32_megabytes(
            InMemoryOrganization organization, @TempDir Path folder) throws Exception {
        streams(organization, folder, 300, 32);
    }

    @Test
    @Tag("thorough")
    @Timeout(600)
    void a_thousand_projects_of_twenty_users_stream_through_64_megabytes(
            InMemoryOrganization organization, @TempDir Path folder) throws Exception {
        streams(organization, folder, 1_000, 64);
    }

    private static void streams(InMemoryOrganization organization, Path folder, int projectCount, int megabytes)
            throws Exception {
        organization.seed(LargeOrganization.seed(projectCount, USERS_EACH));
        Path file = folder.resolve("organization.json");

        assertThat(SnapshotInSmallHeap.run(organization, file, megabytes, 24)).isZero();

        JsonNode projects = new ObjectMapper().readTree(file.toFile()).path("projects");
        assertThat(projects.properties())
                .filteredOn(project -> project.getKey().startsWith(LargeOrganization.idPrefix()))
                .hasSize(projectCount)
                .allSatisfy(project ->
                        assertThat(project.getValue().path("members")).hasSize(USERS_EACH));
    }
}
