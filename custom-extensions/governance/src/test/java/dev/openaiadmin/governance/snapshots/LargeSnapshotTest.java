package dev.openaiadmin.governance.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.governance.benchmark.LargeOrganization;
import dev.openaiadmin.governance.benchmark.SnapshotInSmallHeap;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
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
        organization.seed(LargeOrganization.seed(PROJECTS, USERS_EACH));
        Path file = folder.resolve("organization.json");

        assertThat(SnapshotInSmallHeap.run(organization, file, 24)).isZero();

        JsonNode projects = new ObjectMapper().readTree(file.toFile()).path("projects");
        assertThat(projects.properties())
                .filteredOn(project -> project.getKey().startsWith(LargeOrganization.idPrefix()))
                .hasSize(PROJECTS)
                .allSatisfy(project ->
                        assertThat(project.getValue().path("members")).hasSize(USERS_EACH));
    }
}
