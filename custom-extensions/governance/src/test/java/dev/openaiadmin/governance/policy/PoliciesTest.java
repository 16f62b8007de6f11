package dev.openaiadmin.governance.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.GovernanceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
    private static final Facts PROJECT = Facts.ofProject("payments-prod", "proj_1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            spend_limt: {}                            | 'spend_limt' is not known here; known: data_retention, .*; did you mean 'spend_limit'\\?
            spend_limit: { at_most: 5 }               | 'at_most' is not known here; known: at_most_in_cents, except; did you mean .*
            spend_limit: { at_most_in_cents: much }   | 'spend_limit.at_most_in_cents' must be a whole number
            spend_limit: { at_most_in_cents: -1 }     | 'at_most_in_cents' must not be less than zero
            key_lifetime: {}                          | 'at_most' is missing
            key_lifetime: { at_most: soon }           | 'key_lifetime.at_most' must be a duration such as 90d or P90D
            project_names: { pattern: '[' }           | 'pattern' is not a regular expression: Unclosed character class
            project_owners: {}                        | 'at_least' or 'at_most' is missing
            project_owners: { at_least: 2, at_most: 1 } | the number of owners must not be less .*
            rate_limits: { models: { gpt-5: { max_request: 1 } } } | 'max_request' is not known here; .*
            rate_limits: { models: { gpt-5: {} } }    | 'gpt-5' must have at least one limit
            data_retention: { one_of: [zero] }        | 'zero' is not known here; known: .*
            email_domains: { allow: [] }              | 'allow' must not be empty
            models: { only: gpt-5 }                   | 'models.only' must be a list
            spend_limit: { except: { sandbox: } }     | an exception must have a reason
            """)
    void names_the_line_and_the_mistake(String rules, String message) {
        assertThatThrownBy(() -> Policies.parse("org.yaml", "\n" + rules))
                .isInstanceOf(GovernanceException.class)
                .message()
                .matches("org.yaml, line 2, column \\d+: " + message);
    }

    @Test
    void demands_a_spend_limit() {
        assertThat(problems("spend_limit: {}", PROJECT.with(Fact.SPEND_LIMIT, Optional.empty())))
                .containsExactly("there is no monthly spend limit");
    }

    @Test
    void limits_the_spend_limit() {
        String rule = "spend_limit: { at_most_in_cents: 500_000 }";

        assertThat(problems(rule, PROJECT.with(Fact.SPEND_LIMIT, Optional.of(500_001L))))
                .containsExactly("the monthly spend limit is $5,000.01, more than $5,000.00");
        assertThat(problems(rule, PROJECT.with(Fact.SPEND_LIMIT, Optional.of(500_000L))))
                .isEmpty();
    }

    @Test
    void says_nothing_of_what_is_not_known() {
        assertThat(problems("""
                        spend_limit: {}
                        spend_alert: {}
                        models: { only: [gpt-5] }
                        project_owners: { at_least: 1 }
                        data_retention: { one_of: [zero_data_retention] }
                        """, PROJECT)).isEmpty();
    }

    @Test
    void demands_a_spend_alert_in_time() {
        assertThat(problems(
                        "spend_alert: { at_most_in_cents: 1000 }",
                        PROJECT.with(Fact.SPEND_ALERTS, Map.of(1_001L, List.of("a@example.com")))))
                .containsExactly("there is no spend alert at $10.00 or before");
    }

    @Test
    void finds_rate_limits_above_those_of_a_model() {
        assertThat(problems(
                        "rate_limits: { models: { gpt-5: { max_requests_per_1_minute: 500 } } }",
                        PROJECT.with(
                                Fact.RATE_LIMITS,
                                Map.of(
                                        "gpt-5", Map.of("max_requests_per_1_minute", 501L),
                                        "gpt-5-mini", Map.of("max_requests_per_1_minute", 9_000L)))))
                .containsExactly("max_requests_per_1_minute of gpt-5 is 501, more than 500");
    }

    @Test
    void compares_names_with_a_pattern_as_a_whole() {
        String rules = """
                project_names: { pattern: "[a-z]+-(prod|dev)" }
                service_account_names: { pattern: "ci-.*" }
                """;

        assertThat(problems(rules, PROJECT.with(Fact.SERVICE_ACCOUNTS, Set.of("ci-main"))))
                .isEmpty();
        assertThat(problems(
                        rules, Facts.ofProject("my-payments-prod", null).with(Fact.SERVICE_ACCOUNTS, Set.of("batch"))))
                .containsExactlyInAnyOrder(
                        "the name does not match [a-z]+-(prod|dev)",
                        "the name of the service account 'batch' does not match ci-.*");
    }

    @Test
    void counts_owners() {
        String rule = "project_owners: { at_least: 2 }";

        assertThat(problems(
                        rule, PROJECT.with(Fact.MEMBERS, Map.of("a@example.com", "owner", "b@example.com", "member"))))
                .containsExactly("there is 1 owner, fewer than 2");
    }

    @Test
    void counts_no_owners_of_the_default_project_which_cannot_have_any() {
        assertThat(problems(
                        "project_owners: { at_least: 1 }",
                        Facts.ofProject("Default project", "proj_0").with(Fact.MEMBERS, Map.of())))
                .isEmpty();
    }

    @Test
    void finds_addresses_of_other_domains() {
        Facts project = PROJECT.with(Fact.MEMBERS, Map.of("a@example.com", "owner", "b@example.com.evil.org", "member"))
                .with(Fact.SPEND_ALERTS, Map.of(1L, List.of("c@Example.COM", "d@elsewhere.org")));

        assertThat(problems("email_domains: { allow: [example.com] }", project))
                .containsExactlyInAnyOrder(
                        "the member b@example.com.evil.org is in none of the domains example.com",
                        "the recipient of a spend alert d@elsewhere.org is in none of the domains example.com");
    }

    @Test
    void takes_the_retention_of_the_organization_for_that_of_a_project() {
        String rule = "data_retention: { one_of: [zero_data_retention] }";

        assertThat(problems(rule, PROJECT.with(Fact.DATA_RETENTION, "organization_default")))
                .isEmpty();
        assertThat(problems(rule, PROJECT.with(Fact.DATA_RETENTION, "none")))
                .containsExactly("the data retention is none; allowed: zero_data_retention");
    }

    @Test
    void demands_an_allow_list_of_models() {
        String rule = "models: { only: [gpt-5, gpt-5-mini] }";

        assertThat(problems(rule, PROJECT.with(Fact.MODELS, Optional.empty())))
                .containsExactly("the models are not restricted to a list");
        assertThat(problems(rule, PROJECT.with(Fact.MODELS, Optional.of(Set.of("gpt-5", "o3")))))
                .containsExactly("the project may use o3; allowed: gpt-5, gpt-5-mini");
    }

    @Test
    void allows_an_exception_and_shows_its_reason() {
        Policies policies =
                Policies.parse("org.yaml", "spend_limit: { except: { payments-prod: paid by a customer } }");

        List<Exemption> exemptions = policies.requireKept(List.of(PROJECT.with(Fact.SPEND_LIMIT, Optional.empty())));

        assertThat(exemptions)
                .singleElement()
                .hasToString("project 'payments-prod': there is no monthly spend limit (rule spend_limit, org.yaml,"
                        + " line 1, column 1): allowed, paid by a customer");
    }

    @Test
    void names_the_places_of_the_blueprint_and_of_the_rule() {
        Policies policies = Policies.parse("org.yaml", "spend_limit: {}");
        Facts stated = PROJECT.with(Fact.SPEND_LIMIT, Optional.empty()).statedAt("org.yaml, line 7, column 5");

        assertThatThrownBy(() -> policies.requireKept(List.of(stated)))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("org.yaml, line 7, column 5: project 'payments-prod': there is no monthly spend"
                        + " limit (rule spend_limit, org.yaml, line 1, column 1)");
    }

    private static List<String> problems(String rules, Facts facts) {
        try {
            Policies.parse("org.yaml", rules).requireKept(List.of(facts));
            return List.of();
        } catch (PolicyViolationException e) {
            return e.violations().stream().map(Violation::problem).toList();
        }
    }
}
