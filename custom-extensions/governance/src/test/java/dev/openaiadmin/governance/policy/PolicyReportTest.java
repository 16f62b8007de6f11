package dev.openaiadmin.governance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class PolicyReportTest {
    @AutoClose
    private final Workplace workplace;

    private final InMemoryOrganization organization;
    private String project = "";

    PolicyReportTest(OrganizationServer server) {
        this.workplace = new Workplace(server);
        this.organization = workplace.organization;
    }

    @BeforeEach
    void begin() {
        project = organization.projects().add("payments-prod");
    }

    @Test
    void names_the_project_and_the_rule() {
        workplace.admin.projectSpendLimits().modify(project, 600_000);

        assertThat(check("spend_limit: { at_most_in_cents: 500_000, except: { Default project: unused } }"))
                .hasToString("""
                        Project payments-prod
                          the monthly spend limit is $6,000.00, more than $5,000.00 (spend_limit)

                        Rules that are not kept
                          spend_limit: org.yaml, line 1, column 1

                        Allowed
                          project 'Default project': there is no monthly spend limit (rule spend_limit, org.yaml, line 1, column 1): allowed, unused

                        2 projects: 1 violation
                        """);
    }

    @Test
    void finds_keys_of_people_and_not_those_of_service_accounts() {
        String key = organization.projectApiKeys().add(project, "laptop");
        workplace.admin.serviceAccounts().create(project, "ci");

        assertThat(problems("no_keys_of_people: {}"))
                .containsExactly("a person owns the key " + key + " of owner@example.com");
    }

    @Test
    void finds_keys_without_an_end_and_with_a_late_one() {
        organization.seed("""
                {"projects/%s/api_keys": [
                  {"id": "key_late", "created_at": 1924000000, "expires_at": 1954000000},
                  {"id": "key_soon", "created_at": 1924000000, "expires_at": 1925000000},
                  {"id": "key_ended", "created_at": 1904000000, "expires_at": 1924000001},
                  {"id": "key_ever", "created_at": 1924000000}]}""".formatted(project));

        assertThat(problems("key_lifetime: { at_most: 90d, except: { first: the key of this test } }"))
                .filteredOn(problem -> !problem.contains("owner's"))
                .contains(
                        "the key key_late of owner@example.com expires 347 days after its creation, more than 90",
                        "the key key_ever of owner@example.com does not expire")
                .noneMatch(problem -> problem.contains("key_soon") || problem.contains("key_ended"));
    }

    @Test
    void finds_old_keys() {
        String key = organization.projectApiKeys().add(project, "laptop");
        workplace.pass(Duration.ofDays(31));

        assertThat(problems("key_age: { at_most: 30d }"))
                .contains("the key " + key + " of owner@example.com is 31 days old, more than 30");
    }

    @Test
    void checks_users_and_invites_of_the_organization() {
        organization.users().add("eve@elsewhere.org", "reader");

        assertThat(problems("""
                        email_domains: { allow: [example.com] }
                        organization_owners: { at_least: 2 }
                        """))
                .containsExactly(
                        "the user eve@elsewhere.org is in none of the domains example.com",
                        "there is 1 owner, fewer than 2");
    }

    @Test
    void asks_only_for_what_the_rules_look_at() {
        check("spend_limit: {}");

        assertThat(organization.requests())
                .extracting(RecordedRequest::operation)
                .containsOnly("listProjects", "retrieveProjectSpendLimit");
    }

    @Test
    void names_exceptions_that_no_violation_needs() {
        assertThat(check("project_names: { pattern: '.*', except: { paymnts-prod: historical } }")
                        .unused())
                .containsExactly("'paymnts-prod' (rule project_names, org.yaml, line 1, column 1)");
    }

    @Test
    void names_what_it_may_not_read() {
        organization.failNext(Fault.status(403).on("retrieveProjectSpendLimit").always());

        PolicyReport report = check("spend_limit: {}\nproject_names: { pattern: '[a-z]+' }");

        assertThat(report.missing())
                .singleElement()
                .asString()
                .matches("spend limits of projects: the key lacks the scope .* \\(2 times\\)");
        assertThat(report.violations()).extracting(Violation::rule).containsOnly("project_names");
    }

    @Test
    void gives_the_violations_as_data() {
        assertThat(check("project_names: { pattern: 'Default project' }").toJson())
                .isEqualToIgnoringWhitespace("""
                        {"violations": [{"rule": "project_names", "project": "payments-prod", "project_id": "%s",
                          "problem": "the name does not match Default project",
                          "rule_place": "org.yaml, line 1, column 1"}],
                         "exemptions": [], "unused": [], "missing": [], "projects": 2}""".formatted(project));
    }

    private List<String> problems(String rules) {
        return check(rules).violations().stream().map(Violation::problem).toList();
    }

    private PolicyReport check(String rules) {
        return PolicyReport.of(
                workplace.admin, Policies.parse("org.yaml", rules), Clock.fixed(workplace.now(), ZoneOffset.UTC), 4);
    }
}
