package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.GovernanceException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintFileTest {
    private static final ProjectBlueprint WRITTEN = ProjectBlueprint.named("payments-prod")
            .externalKey("ek_1")
            .owner("ada@example.com")
            .member("bob@example.com")
            .serviceAccount("ci")
            .serviceAccountWithoutKey("batch")
            .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
            .monthlySpendLimit(100_000)
            .spendAlert(50_000, "finance@example.com")
            .modelAllowlist("gpt-5", "gpt-5-mini");

    @Test
    void says_the_same_in_yaml() {
        assertThat(OrganizationBlueprint.parse("org.yaml", """
                        projects:
                          - name: payments-prod
                            external_key: ek_1
                            owners: [ada@example.com]
                            members: [bob@example.com]
                            service_accounts:
                              - ci
                              - { name: batch, key: false }
                            rate_limits:
                              gpt-5: { max_requests_per_1_minute: 500 }
                            monthly_spend_limit_in_cents: 100000
                            spend_alerts:
                              - { at_cents: 50000, recipients: [finance@example.com] }
                            models: { allow: [gpt-5, gpt-5-mini] }
                        """).projects()).containsExactly(WRITTEN);
    }

    @Test
    void says_the_same_in_json() {
        assertThat(OrganizationBlueprint.parse("org.json", """
                        {"projects": [{"name": "payments-prod", "external_key": "ek_1",
                          "owners": ["ada@example.com"], "members": ["bob@example.com"],
                          "service_accounts": ["ci", {"name": "batch", "key": false}],
                          "rate_limits": {"gpt-5": {"max_requests_per_1_minute": 500}},
                          "monthly_spend_limit_in_cents": 100000,
                          "spend_alerts": [{"at_cents": 50000, "recipients": ["finance@example.com"]}],
                          "models": {"allow": ["gpt-5", "gpt-5-mini"]}}]}
                        """).projects()).containsExactly(WRITTEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            - nam: a                                | 'nam' is not known here; known: certificates,
            - name: ' '                             | name must not be blank
            - { name: a, owners: ada@example.com }  | 'projects[0].owners' must be a list
            - { name: a, owners: [ada] }            | must be an address such as ada@example.com
            - { name: a, rate_limits: { gpt-5: { max_rpm: 5 } } } | is not known here; known: batch_1_day_max_input_tokens, max_
            - { name: a, rate_limits: { gpt-5: { max_requests_per_1_minute: many } } } | 'projects[0].rate_limits.gpt-5.max_requests_per_1_minute' must be a whole number
            - { name: a, models: { allow: [b], deny: [c] } } | must hold either 'allow' or 'deny'
            - { name: a, name: b }                  | Duplicate field 'name'
            - { owners: [] }                        | name must be given for each project
            """)
    void tells_where_a_mistake_is_and_what_is_allowed_there(String line, String message) {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "projects:\n  " + line + "\n"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line 2, column ")
                .hasMessageContaining(message);
    }

    @Test
    void tells_where_a_mapping_begins_that_is_not_closed() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "projects:\n  - { name: a\n"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line 3, column 1: ")
                .hasMessageEndingWith("that begins in line 2, column 5");
    }

    @Test
    void names_the_nearest_known_word() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", """
                        projects:
                          - name: payments-prod
                            service-acounts: [ci]
                        """))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line 3, column 5: 'service-acounts' is not known here")
                .hasMessageEndingWith("did you mean 'service_accounts'?");
    }

    @Test
    void understands_anchors_aliases_and_merge_keys() {
        assertThat(OrganizationBlueprint.parse("org.yaml", """
                        projects:
                          - &defaults
                            name: payments-prod
                            owners: &owners [ada@example.com]
                            rate_limits: { gpt-5: { max_requests_per_1_minute: 500 } }
                          - <<: *defaults
                            name: payments-dev
                            members: *owners
                            owners:
                        """).projects())
                .containsExactly(
                        ProjectBlueprint.named("payments-prod")
                                .owner("ada@example.com")
                                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L)),
                        ProjectBlueprint.named("payments-dev")
                                .member("ada@example.com")
                                .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L)));
    }

    @Test
    void merges_shared_defaults_into_two_hundred_projects() {
        StringBuilder text = new StringBuilder("projects:\n  - &d { name: first, owners: [ada@example.com] }\n");
        for (int i = 0; i < 200; i++) {
            text.append("  - { <<: *d, name: project-").append(i).append(" }\n");
        }

        assertThat(OrganizationBlueprint.parse("org.yaml", text.toString()).projects())
                .hasSize(201)
                .contains(ProjectBlueprint.named("project-199").owner("ada@example.com"));
    }

    @Test
    void refuses_a_merge_key_that_leads_back_to_its_own_mapping() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "projects:\n  - &a { <<: *a, name: b }\n"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line 2, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owners:",
                "members:",
                "service_accounts:",
                "rate_limits:",
                "spend_alerts:",
                "models:",
                "id:",
                "external_key:",
                "monthly_spend_limit_in_cents:"
            })
    void takes_a_key_without_a_value_as_if_it_were_not_there(String key) {
        assertThat(OrganizationBlueprint.parse("org.yaml", """
                        projects:
                          - name: payments-prod
                            %s
                            # everything below is commented out
                        """.formatted(key)).projects())
                .containsExactly(ProjectBlueprint.named("payments-prod"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            projects:                                               | must hold 'projects'
            projects: [ { name: } ]                                 | name must be given for each project
            projects: [ { name: a, rate_limits: { gpt-5: } } ]      | must set at least one limit
            projects: [ { name: a, models: { allow: } } ]           | must name at least one model
            projects: [ { name: a, owners: [ , ] } ]                | org.yaml, line 1, column
            projects: [ { name: a, spend_alerts: [ { at_cents: } ] } ] | 'at_cents' is missing
            projects: [ ]---projects: [ ]                           | another document begins
            """)
    void never_fails_without_saying_where(String text, String message) {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", text.replace("---", "\n---\n")))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void reads_a_file_with_a_byte_order_mark(String charset, @TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("org.yaml"), "\ufeffprojects: [{ name: 東京 }]".getBytes(Charset.forName(charset)));

        assertThat(OrganizationBlueprint.read(file).projects()).containsExactly(ProjectBlueprint.named("東京"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, 'holds zero bytes, as UTF-16 without a byte order mark does; save it in UTF-8'",
        "UTF-16BE, 'holds zero bytes, as UTF-16 without a byte order mark does; save it in UTF-8'",
        "ISO-8859-1, 'line 2, column 14: is not UTF-8; save it in UTF-8'"
    })
    void names_the_encoding_that_it_does_not_read(String charset, String message, @TempDir Path folder)
            throws IOException {
        Path file = Files.write(
                folder.resolve("org.yaml"), "projects:\n  - name: café\n".getBytes(Charset.forName(charset)));

        assertThatThrownBy(() -> OrganizationBlueprint.read(file))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageEndingWith(message);
    }

    @Test
    void gives_a_key_an_expiry() {
        assertThat(OrganizationBlueprint.parse("org.yaml", """
                        projects:
                          - name: payments-prod
                            service_accounts: [{ name: ci, key_lifetime: 90d }]
                        """).projects())
                .containsExactly(ProjectBlueprint.named("payments-prod").serviceAccount("ci", Duration.ofDays(90)));
    }

    @Test
    void refuses_two_projects_of_one_name() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "projects: [{name: a}, {name: a}]"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("must not be there twice");
    }

    @Test
    void says_that_a_file_is_missing() {
        assertThatThrownBy(() -> OrganizationBlueprint.read(Path.of("missing.yaml")))
                .isInstanceOf(GovernanceException.class)
                .hasMessage("missing.yaml: no such file");
    }

    @Test
    void refuses_a_file_that_describes_nothing() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", ""))
                .isInstanceOf(GovernanceException.class)
                .hasMessage("org.yaml: must hold 'projects', a list of blueprints, or parts of the organization");
    }
}
