package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.snapshots.OrganizationSnapshot;
import dev.openaiadmin.model.DataRetentionType;
import dev.openaiadmin.model.DefaultServiceTier;
import dev.openaiadmin.model.EnabledServiceTiers;
import dev.openaiadmin.model.ListedCertificate;
import dev.openaiadmin.model.ProjectDataRetentionType;
import dev.openaiadmin.model.ProjectResidency;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.ServiceAccountRole;
import dev.openaiadmin.model.ServiceTier;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of projects and of the organization itself. */
@WithOrganization
class SettingsTest {
    /** A certificate that nobody uses, and its fingerprint as OpenSSL computes it. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBejCCASGgAwIBAgIUXu7Dg6nAXs6tfqETxNXMpGr0DHEwCgYIKoZIzj0EAwIw
            EjEQMA4GA1UEAwwHZ2F0ZXdheTAgFw0yNjExMjgwMDI2NDRaGA8yMTI2MTEwNDAw
            MjY0NFowEjEQMA4GA1UEAwwHZ2F0ZXdheTBZMBMGByqGSM49AgEGCCqGSM49AwEH
            A0IABKrCyiSsZOF78655tLaT1bwr7DQHYD9dUk/FdHEmAKkyKQqZbAnnvFJLpXGK
            UZs4tPeZip3yajwPPjRulyzpj32jUzBRMB0GA1UdDgQWBBQ9EH6xplvBtysi8vJl
            UV+Fw52m3TAfBgNVHSMEGDAWgBQ9EH6xplvBtysi8vJlUV+Fw52m3TAPBgNVHRMB
            Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIHT5F4PNt9yXMns9ZXqH9q2AtDKt
            IJ7MLO0Hf4FECve/AiAG0W/Kiy9AkeF0fwE/jB/JiNIwQQkQN3Xg/FezqWKpsA==
            -----END CERTIFICATE-----
            """;

    private static final String FINGERPRINT = "a507404cd85a0a44bef1595983c225f8ffc76cd5fd34199c80c27aa44eb4190f";

    private final InMemoryOrganization organization;
    private final Workplace at;

    SettingsTest(OrganizationServer server) {
        this.at = new Workplace(server);
        this.organization = at.organization;
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static OrganizationBlueprint file(String text) {
        return OrganizationBlueprint.parse("org.yaml", text);
    }

    @Test
    void sets_what_a_project_may_use() {
        organization.certificates().add("gateway");
        OrganizationBlueprint blueprint = file("""
                projects:
                  - name: payments-prod
                    residency: EU_STORAGE_PROCESSING
                    hosted_tools: { web_search: false, mcp: false }
                    service_tiers: { default: fast, enabled: [flex, fast] }
                    data_retention: zero_data_retention
                    certificates: [gateway]
                    service_accounts: [{ name: batch, key: false, role: owner }]
                """);
        assertThat(blueprint.projects())
                .containsExactly(ProjectBlueprint.named("payments-prod")
                        .residency(ProjectResidency.EU_STORAGE_PROCESSING)
                        .hostedTool("web_search", false)
                        .hostedTool("mcp", false)
                        .serviceTiers(
                                DefaultServiceTier.FAST, EnabledServiceTiers.of(ServiceTier.FLEX, ServiceTier.FAST))
                        .dataRetention(ProjectDataRetentionType.ZERO_DATA_RETENTION)
                        .certificates("gateway")
                        .serviceAccountWithoutKey("batch")
                        .serviceAccountRole("batch", "owner"));

        assertThat(at.governance().plan(blueprint)).hasToString("""
                Project payments-prod
                  + project
                  + service account batch
                  ~ role of service account batch: none -> owner
                  ~ hosted tools: mcp off, web_search off
                  ~ service tiers: default fast; enabled fast, flex
                  ~ data retention: zero_data_retention
                  + active certificate gateway""");
        at.governance().plan(blueprint).apply();

        String project = at.project("payments-prod").id();
        assertThat(at.project("payments-prod").residency()).isEqualTo(ProjectResidency.EU_STORAGE_PROCESSING);
        assertThat(at.admin
                        .hostedToolPermissions()
                        .retrieve(project)
                        .webSearch()
                        .enabled())
                .isFalse();
        assertThat(at.admin
                        .hostedToolPermissions()
                        .retrieve(project)
                        .fileSearch()
                        .enabled())
                .isTrue();
        assertThat(at.admin.serviceTierSettings().retrieve(project).defaultTier())
                .isEqualTo(DefaultServiceTier.FAST);
        assertThat(at.admin.projectDataRetention().retrieve(project).type())
                .isEqualTo(ProjectDataRetentionType.ZERO_DATA_RETENTION);
        assertThat(at.admin.serviceAccounts().list(project).stream())
                .extracting(ServiceAccount::role)
                .containsExactly(ServiceAccountRole.OWNER);
        assertThat(at.admin.projectCertificates().list(project).stream())
                .allMatch(certificate -> Boolean.TRUE.equals(certificate.active()));
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();
    }

    @Test
    void sets_what_the_organization_itself_has() {
        organization.certificates().add("gateway");
        OrganizationBlueprint blueprint = file("""
                monthly_spend_limit_in_cents: 1
                spend_alerts:
                  - { at_cents: 0, recipients: [Finance@example.com], subject_prefix: "[spend]" }
                data_retention: zero_data_retention
                certificates: [gateway]
                """);
        assertThat(blueprint.parts())
                .isNotEqualTo(OrganizationBlueprint.of()
                        .monthlySpendLimit(1)
                        .spendAlert(0, "finance@example.com")
                        .dataRetention(DataRetentionType.ZERO_DATA_RETENTION)
                        .certificates("gateway")
                        .parts());

        assertThat(at.governance().plan(blueprint)).hasToString("""
                Organization
                  + monthly spend limit: $0.01
                  + spend alert at $0.00: to [finance@example.com], subject [spend]
                  ~ data retention: modified_abuse_monitoring -> zero_data_retention
                  + active certificate gateway""");
        at.governance().plan(blueprint).apply();
        assertThat(at.admin.spendLimit().retrieve().thresholdAmount()).isEqualTo(1);
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();
    }

    @Test
    void removes_limits_and_restrictions_only_when_it_is_told_to() {
        String project = organization.projects().add("payments-prod");
        organization.projectSettings().allowModels(project, "gpt-5");
        at.admin.projectSpendLimits().modify(project, 100);
        at.admin.spendLimit().modify(100);

        assertThat(at.governance().plan(ProjectBlueprint.named("payments-prod")).isEmpty())
                .isTrue();
        OrganizationBlueprint blueprint = file("""
                monthly_spend_limit_in_cents: none
                projects: [{ name: payments-prod, monthly_spend_limit_in_cents: none, models: all }]
                """);
        Plan plan = at.governance().plan(blueprint);
        assertThat(plan).hasToString("""
                Organization
                  - monthly spend limit ($1.00)

                Project payments-prod
                  - models (only gpt-5)
                  - monthly spend limit ($1.00)""");
        assertThat(plan.changes()).extracting(PlannedChange::removal).containsOnly(Removal.REVERSIBLE);
        plan.apply();
        assertThatThrownBy(() -> at.admin.spendLimit().retrieve()).isInstanceOf(NotFoundException.class);
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();
    }

    @Test
    void keeps_the_subject_of_an_alert_whose_recipients_change() {
        String project = organization.projects().add("payments-prod");
        organization.seed("""
                {"projects/%s/spend_alerts": [{"id": "alert_1", "threshold_amount": 500, "notification_channel":
                  {"type": "email", "recipients": ["cfo@example.com"], "subject_prefix": "[ops]"}}]}""".formatted(project));

        at.applied(ProjectBlueprint.named("payments-prod").spendAlert(500, "cto@example.com"));

        assertThat(at.admin
                        .projectSpendAlerts()
                        .retrieve(project, "alert_1")
                        .notificationChannel()
                        .subjectPrefix())
                .isEqualTo("[ops]");
    }

    @Test
    void shows_the_refusal_of_a_data_retention_as_it_is() {
        organization.dataRetention().approveOnly("modified_abuse_monitoring");
        Plan plan = at.governance().plan(file("data_retention: zero_data_retention"));

        assertThatThrownBy(plan::apply)
                .isInstanceOf(ApplyException.class)
                .hasMessageContaining("Data retention 'zero_data_retention' is not approved for the organization.");
        assertThat(organization.requestCount("modifyDataRetention")).isEqualTo(1);
    }

    @Test
    void refuses_another_residency() {
        at.admin.projects().create("payments-prod", request -> request.residency(ProjectResidency.JP_STORAGE));

        assertThatThrownBy(() -> at.governance()
                        .plan(ProjectBlueprint.named("payments-prod")
                                .residency(ProjectResidency.EU_STORAGE_PROCESSING)))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining(
                        "the residency of the project is JP_STORAGE and cannot become EU_STORAGE_PROCESSING");
    }

    @Test
    void warns_where_the_residency_is_not_known() {
        organization.projects().add("payments-prod");

        Plan plan = at.governance()
                .plan(ProjectBlueprint.named("payments-prod").residency(ProjectResidency.EU_STORAGE_PROCESSING));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.warnings()).singleElement().asString().contains("the API does not say where the data");
    }

    @Test
    void resets_rate_limits_to_those_before_the_first_change_that_the_journal_knows() {
        organization.projects().add("payments-prod");
        at.applied(
                ProjectBlueprint.named("payments-prod").rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L)));
        at.applied(ProjectBlueprint.named("payments-prod")
                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(200L).maxTokensPer1Minute(9L)));
        OrganizationBlueprint reset = file("projects: [{ name: payments-prod, rate_limits: { gpt-5: default } }]");
        assertThat(reset.projects())
                .containsExactly(ProjectBlueprint.named("payments-prod").defaultRateLimit("gpt-5"));

        assertThat(at.governance().plan(reset)).hasToString("""
                Project payments-prod
                  ~ rate limit gpt-5: max_requests_per_1_minute 200 -> 10000,\
                 max_tokens_per_1_minute 9 -> 4000000""");
        at.governance().plan(reset).apply();

        assertThat(at.admin.rateLimits().list(at.project("payments-prod").id()).stream())
                .filteredOn(row -> row.model().equals("gpt-5"))
                .extracting(RateLimit::maxRequestsPer1Minute)
                .containsExactly(10_000L);
        assertThat(at.governance().plan(reset).isEmpty()).isTrue();
    }

    @Test
    void resets_rate_limits_to_those_of_a_snapshot(@TempDir Path folder) {
        String project = organization.projects().add("payments-prod");
        Path snapshot = folder.resolve("before.json");
        OrganizationSnapshot.of(at.admin).writeTo(snapshot);
        at.admin.rateLimits().modify(project, "rl-gpt-5", limits -> limits.maxRequestsPer1Minute(7L));

        Governance.builder(at.admin)
                .rateLimitsBefore(snapshot)
                .build()
                .plan(ProjectBlueprint.named("payments-prod").defaultRateLimit("gpt-5"))
                .apply();

        assertThat(at.admin.rateLimits().list(project).stream())
                .filteredOn(row -> row.model().equals("gpt-5"))
                .extracting(RateLimit::maxRequestsPer1Minute)
                .containsExactly(10_000L);
    }

    @Test
    void finds_a_certificate_by_its_fingerprint() {
        organization.certificates().add("other");
        String id = organization.certificates().add("gateway", PEM);
        String fingerprint = FINGERPRINT.replaceAll("(..)(?=.)", "$1:").toUpperCase(Locale.ROOT);

        at.governance()
                .plan(OrganizationBlueprint.of().certificates(fingerprint))
                .apply();

        assertThat(at.admin.certificates().list().stream())
                .filteredOn(certificate -> Boolean.TRUE.equals(certificate.active()))
                .extracting(ListedCertificate::id)
                .containsExactly(id);
        assertThat(at.governance()
                        .plan(OrganizationBlueprint.of().certificates(FINGERPRINT))
                        .isEmpty())
                .isTrue();
        assertThatThrownBy(() -> at.governance().plan(OrganizationBlueprint.of().certificates("0".repeat(64))))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("there is no certificate with the SHA-256 fingerprint 000");
    }

    @Test
    void says_that_default_rate_limits_are_not_known_instead_of_guessing() {
        String project = organization.projects().add("payments-prod");
        organization.rateLimits().set(project, "gpt-5", Map.of("max_requests_per_1_minute", 5L));

        Plan plan = at.governance().plan(ProjectBlueprint.named("payments-prod").defaultRateLimit("gpt-5"));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .contains("the default rate limits of 'gpt-5' are not known", "neither the journal nor a snapshot");
    }

    @Test
    void changes_one_of_two_service_accounts_of_the_same_name_by_its_id() {
        String project = organization.projects().add("payments-prod");
        String first = organization.serviceAccounts().add(project, "ci");
        String second = organization.serviceAccounts().add(project, "ci");

        at.governance().plan(file("""
                        projects:
                          - name: payments-prod
                            service_accounts:
                              - { name: ci, id: %s, key: false, role: owner }
                              - { name: ci-old, id: %s, key: false }
                        """.formatted(first, second))).apply();

        assertThat(at.admin.serviceAccounts().retrieve(project, first).role()).isEqualTo(ServiceAccountRole.OWNER);
        assertThat(at.admin.serviceAccounts().retrieve(project, second).name()).isEqualTo("ci-old");
    }

    @Test
    void tells_where_a_file_names_an_id_that_does_not_exist() {
        organization.projects().add("payments-prod");

        assertThatThrownBy(() -> at.governance().plan(file("""
                        groups: [{ name: platform, id: group_no }]
                        spend_alerts: [{ id: alert_no, at_cents: 1, recipients: [cfo@example.com] }]
                        projects:
                          - { name: payments-prod, service_accounts: [{ name: ci, id: svc_no }] }
                        """)))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContainingAll(
                        "org.yaml, line 1, column 32: there is no group group_no",
                        "org.yaml, line 2, column 22: there is no spend alert alert_no",
                        "org.yaml, line 4, column 63: there is no service account svc_no in the project");
    }

    @Test
    void plans_two_projects_of_the_same_name_by_their_ids() {
        String first = organization.projects().add("twin");
        String second = organization.projects().add("twin");

        Plan plan = at.governance().plan(file("""
                        projects:
                          - { name: twin, id: %s, hosted_tools: { mcp: false } }
                          - { name: twin, id: %s }
                        """.formatted(first, second)));
        plan.apply();

        assertThat(at.admin.hostedToolPermissions().retrieve(first).mcp().enabled())
                .isFalse();
        assertThat(at.admin.hostedToolPermissions().retrieve(second).mcp().enabled())
                .isTrue();
    }

    @Test
    void activates_more_certificates_than_one_request_may_have() {
        for (int i = 0; i < 12; i++) {
            organization.certificates().add("certificate-" + i);
        }
        OrganizationBlueprint blueprint = OrganizationBlueprint.of();
        for (int i = 0; i < 12; i++) {
            blueprint = blueprint.certificates("certificate-" + i);
        }

        at.governance().plan(blueprint).apply();

        assertThat(organization.requestCount("activateCertificates")).isEqualTo(2);
        assertThat(at.admin.certificates().list().stream())
                .allMatch(certificate -> Boolean.TRUE.equals(certificate.active()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            monthly_spend_limit_in_cents: 0                                | line 1, column 31: monthlySpendLimit must be more than zero cents
            data_retention: none                                           | line 1, column 17: 'none' is not known here; known: enhanced
            spend_alerts: [{ at_cents: -1, recipients: [a@example.com] }]  | must be zero cents or more
            groups: [{ name: a }, { name: a }]                             | line 1, column 23: groups must not be there twice
            users: [{ email: a@example.com, role: onwer }]                 | line 1, column 39: 'onwer' is not known here; known: owner, reader; did you mean 'owner'?
            users: [a@example.com, A@example.com]                          | must not be there twice
            roles: [{ name: a }, { name: a }]                              | the role 'a' must not be there twice
            exact: [memebers]                                              | 'memebers' is not known here; known:
            projects: [{ name: a, service_tiers: { enabled: [fsat] } }]    | 'fsat' is not known here; known: fast, flex, ultrafast; did you mean 'fast'?
            projects: [{ name: a, service_tiers: { } }]                    | must name the default tier or the enabled tiers
            projects: [{ name: a, hosted_tools: { web: true } }]           | 'web' is not known here; known: code_interpreter, file_search
            projects: [{ name: a, residency: EU }]                         | 'EU' is not known here
            projects: [{ name: a, owners: [a@example.com], viewers: [a@example.com] }] | is owner of the project already
            projects: [{ name: a, service_accounts: [b, b] }]              | the service account 'b' must not be there twice
            projects: [{ name: a, service_accounts: [{ name: b, role: admin }] }] | 'admin' is not known here; known: member, none, owner
            """)
    void refuses_what_needs_no_request_before_the_first_one(String text, String message) {
        assertThatThrownBy(() -> file(text))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line 1, column ")
                .hasMessageContaining(message);
    }
}
