package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.GovernanceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            - nam: a                                | 'nam' is not known here; known: external_key,
            - name: ' '                             | name must not be blank
            - { name: a, owners: ada@example.com }  | 'projects[0].owners' must be a list
            - { name: a, owners: [ada] }            | must be an address such as ada@example.com
            - { name: a, rate_limits: { gpt-5: { max_rpm: 5 } } } | is not known here; known: batch_1_day_max_input_tokens, max_
            - { name: a, rate_limits: { gpt-5: { max_requests_per_1_minute: many } } } | 'projects[0].rate_limits.gpt-5.max_requests_per_1_minute' must be a whole number
            - { name: a, models: { allow: [b], deny: [c] } } | must hold either 'allow' or 'deny'
            - { name: a, name: b }                  | Duplicate field 'name'
            - { name: a                             | org.yaml, line
            - { owners: [] }                        | name must be given for each project
            """)
    void tells_where_a_mistake_is_and_what_is_allowed_there(String line, String message) {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "projects:\n  " + line + "\n"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith("org.yaml, line 2, column ")
                .hasMessageContaining(message);
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
    void refuses_a_file_without_projects() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", ""))
                .isInstanceOf(GovernanceException.class)
                .hasMessage("org.yaml: must hold 'projects', a list of blueprints");
    }
}
