package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class AdoptionTest {
    private static final String SMALL = """
            {"users": [{"id": "user-ada", "email": "ada@example.com", "role": "reader"}],
             "roles": [{"id": "role_1", "name": "auditor", "permissions": ["api.usage.read"]}],
             "groups": [{"id": "group_1", "name": "platform"},
                        {"id": "group_2", "name": "everyone", "is_scim_managed": true}],
             "groups/group_1/users": [{"id": "user-ada"}],
             "users/user-ada/roles": [{"id": "role_1"}],
             "invites": [{"email": "new@example.com", "role": "reader", "created_at": 1767225600}],
             "projects": [{"id": "proj_1", "name": "payments-prod"}],
             "projects/proj_1/users": [{"id": "user-ada", "role": "member"}],
             "projects/proj_1/groups": [{"group_id": "group_1", "role": "role-api-project-viewer"}],
             "projects/proj_1/service_accounts": [{"id": "svc_1", "name": "ci"}],
             "projects/proj_1/api_keys": [{"id": "key_1", "name": "laptop", "created_at": 1767225600,
                                           "owner": {"user": {"id": "user-ada"}}}],
             "projects/proj_1/spend_limit": {"threshold_amount": 250000}}""";

    @TempDir
    private Path folder;

    private static OpenAiAdmin clientOf(InMemoryOrganization organization) {
        return OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @Test
    void writes_what_is_there_and_comments_what_cannot_be_described(InMemoryOrganization organization)
            throws IOException {
        organization.useClock(Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC));
        organization.seed(SMALL);
        try (OpenAiAdmin admin = clientOf(organization)) {
            Adoption adoption = Adoption.of(admin);
            Path file = folder.resolve("organization.yaml");
            adoption.writeTo(file);

            String yaml = Files.readString(file);
            assertThat(yaml).isEqualTo(adoption.toYaml());
            assertThat(yaml.substring(0, yaml.indexOf("  - name: Default project")))
                    .contains("""
                            roles:
                              - { name: auditor, permissions: [api.usage.read] }
                            groups:
                              - { name: platform, members: [ada@example.com] }
                              - { name: everyone }
                            users:
                              - { email: owner@example.com, role: owner }
                              - { email: ada@example.com, role: reader, roles: [auditor] }
                            data_retention: modified_abuse_monitoring
                            projects:
                            """)
                    .contains("# - an identity provider manages the group 'everyone' and its members")
                    .contains(
                            "# - the invite of new@example.com as reader was created at 2026-01-01T00:00:00Z,\n#   and");
            assertThat(yaml.substring(yaml.indexOf("  # Not described:")))
                    .startsWith("""
                              # Not described:
                              # - the key key_1 'laptop' of ada@example.com was created at
                              #   2026-01-01T00:00:00Z, and does not expire
                              - name: payments-prod
                                members: [ada@example.com]
                                groups:
                                  - { name: platform, roles: [viewer] }
                                service_accounts:
                                  - { name: ci, key: false, role: member }
                                rate_limits:
                            """)
                    .contains("""
                                  gpt-5:
                            """.stripTrailing())
                    .contains("    monthly_spend_limit_in_cents: 250000\n");
            assertThat(adoption.missing()).isEmpty();
            assertThat(organization.requests())
                    .extracting(RecordedRequest::method)
                    .containsOnly("GET");
        }
    }

    @Test
    void plans_of_random_organizations_have_nothing_to_do(OrganizationServer server) {
        long first = new Random().nextLong();
        LongStream.range(first, first + 30).forEach(seed -> adoptsAndPlans(server, seed));
    }

    @Test
    @Tag("thorough")
    void plans_of_a_thousand_random_organizations_have_nothing_to_do(OrganizationServer server) {
        long first = new Random().nextLong();
        LongStream.range(first, first + 1_000).forEach(seed -> adoptsAndPlans(server, seed));
    }

    private void adoptsAndPlans(OrganizationServer server, long seed) {
        InMemoryOrganization organization = server.newOrganization();
        organization.seed(RandomOrganization.seed(new Random(seed)));
        try (OpenAiAdmin admin = clientOf(organization)) {
            Adoption adoption = Adoption.of(admin, 4);
            OrganizationBlueprint read = OrganizationBlueprint.parse("adopted.yaml", adoption.toYaml());

            assertThat(read.projects())
                    .as("seed %s", seed)
                    .isEqualTo(adoption.blueprint().projects());
            assertThat(read.parts())
                    .as("seed %s", seed)
                    .isEqualTo(adoption.blueprint().parts());
            Plan plan = Governance.builder(admin).parallelRequests(4).build().plan(read);
            assertThat(plan.changes())
                    .as("seed %s%n%s", seed, adoption.toYaml())
                    .isEmpty();
            assertThat(plan.problems()).as("seed %s", seed).isEmpty();
            assertThat(plan.warnings()).as("seed %s", seed).isEmpty();
            assertThat(plan.waiting()).as("seed %s", seed).isEmpty();
            assertThat(adoption.toYaml().codePoints().filter(AdoptionTest::isRawControl))
                    .as("seed %s", seed)
                    .isEmpty();
            if (seed % 4 == 0) {
                Path files = Files.createDirectory(folder.resolve(Long.toString(seed)));
                adoption.writeToFolder(files);
                assertThat(OrganizationBlueprint.read(files).projects())
                        .as("seed %s", seed)
                        .containsExactlyInAnyOrderElementsOf(read.projects());
                assertThat(OrganizationBlueprint.read(files).parts()).isEqualTo(read.parts());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns whether a character controls the terminal, ends a line in the middle of a text, or reorders it. */
    private static boolean isRawControl(int c) {
        return (c < 0x20 && c != '\n')
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }

    @Test
    void writes_a_file_for_each_project_and_none_twice(InMemoryOrganization organization) {
        organization.seed(SMALL);
        organization.projects().add("Payments/../prod");
        try (OpenAiAdmin admin = clientOf(organization)) {
            Adoption adoption = Adoption.of(admin);
            adoption.writeToFolder(folder);

            assertThat(folder)
                    .isDirectoryContaining(file -> file.endsWith("organization.yaml"))
                    .isDirectoryContaining(file -> file.endsWith("payments-prod.yaml"))
                    .isDirectoryContaining(file -> file.getFileName().toString().startsWith("payments-prod-proj_"));
            assertThat(Governance.builder(admin)
                            .build()
                            .plan(OrganizationBlueprint.read(folder))
                            .isEmpty())
                    .isTrue();
            assertThatThrownBy(() -> adoption.writeToFolder(folder))
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining("exists, and nothing was written");
            adoption.writeToFolder(folder, true);
        }
    }

    @Test
    void replaces_no_file_without_being_told_to(InMemoryOrganization organization) throws IOException {
        Path file = Files.writeString(folder.resolve("organization.yaml"), "as it was");
        try (OpenAiAdmin admin = clientOf(organization)) {
            Adoption adoption = Adoption.of(admin);

            assertThatThrownBy(() -> adoption.writeTo(file))
                    .isInstanceOf(GovernanceException.class)
                    .hasMessage(file + ": exists, and nothing was written; name another file, or allow that it is"
                            + " replaced");
            assertThat(file).hasContent("as it was");
            adoption.writeTo(file, true);
            assertThat(file).content().contains("projects:");
        }
    }

    @Test
    void names_what_the_key_may_not_read(InMemoryOrganization organization) {
        organization.seed(SMALL);
        for (String operation : new String[] {"listUserRoles", "listProjectCertificates", "listProjectApiKeys"}) {
            organization.failNext(Fault.status(403).on(operation).always());
        }
        try (OpenAiAdmin admin = clientOf(organization)) {
            Adoption adoption = Adoption.of(admin);

            assertThat(adoption.missing())
                    .containsExactly(
                            "projects/api_keys: the key lacks the scope api.management.read",
                            "projects/certificates: the key lacks the scope api.management.read",
                            "users: the key lacks the scope api.management.read");
            assertThat(adoption.toYaml())
                    .contains("# - not read: users, because the key lacks the scope api.management.read")
                    .doesNotContain("\nusers:");
            assertThat(Governance.builder(admin)
                            .build()
                            .plan(OrganizationBlueprint.parse("adopted.yaml", adoption.toYaml()))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void holds_no_part_of_a_key(InMemoryOrganization organization) {
        organization.seed(SMALL);
        try (OpenAiAdmin admin = clientOf(organization)) {
            admin.serviceAccounts().create("proj_1", "with-key");

            assertThat(Adoption.of(admin).toYaml()).doesNotContain("sk-", "***");
        }
    }
}
