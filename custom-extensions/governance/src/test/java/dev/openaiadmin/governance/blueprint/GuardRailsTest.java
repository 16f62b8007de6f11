package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.policy.PolicyViolationException;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What stops a plan before it changes anything: another organization, policies, too many removals, other projects. */
@WithOrganization
class GuardRailsTest {
    @AutoClose
    private final Workplace workplace;

    private final InMemoryOrganization organization;

    GuardRailsTest(OrganizationServer server) {
        this.workplace = new Workplace(server);
        this.organization = workplace.organization;
    }

    @Test
    void plans_for_the_organization_that_a_file_names() {
        assertThat(plan("organization: " + organizationId() + "\nprojects: [{ name: payments-prod }]")
                        .changes())
                .hasSize(1);
    }

    @Test
    void refuses_the_key_of_another_organization() {
        assertThatThrownBy(() -> plan("organization: org-elsewhere\nprojects: [{ name: payments-prod }]"))
                .isInstanceOf(GovernanceException.class)
                .hasMessage("The blueprints are for the organization org-elsewhere, and the admin key belongs to the"
                        + " organization " + organizationId() + "; nothing was changed. Use a key of org-elsewhere");
    }

    @Test
    void refuses_the_key_of_an_organization_that_only_a_response_names() throws IOException {
        assertThat(refusal(200, "{\"object\": \"list\", \"data\": [], \"has_more\": false}", "org-other"))
                .hasMessageContaining("and the admin key belongs to the organization org-other");
    }

    @Test
    void explains_a_refusal_that_names_no_organization() throws IOException {
        assertThat(refusal(401, "{\"error\": {\"message\": \"No.\", \"code\": \"mismatched_organization\"}}", ""))
                .hasMessageContaining("and the admin key belongs to another organization");
    }

    /** Plans with an API that gives every request the same response. */
    private static Throwable refusal(int status, String body, String organization) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.getResponseHeaders().add("openai-organization", organization);
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/v1")
                .build()) {
            return catchThrowable(() -> Governance.builder(admin)
                    .build()
                    .plan(OrganizationBlueprint.parse(
                            "org.yaml", "organization: org-elsewhere\nprojects: [{ name: payments-prod }]")));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void names_the_line_of_an_organization_that_is_no_id() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "organization: Acme"))
                .hasMessage(
                        "org.yaml, line 1, column 15: organization must be an id such as org-abc123, but was \"Acme\"");
    }

    @Test
    void sends_nothing_when_a_policy_is_not_kept() {
        assertThatThrownBy(() -> plan("""
                        policies:
                          spend_limit: { at_most_in_cents: 1000 }
                        projects:
                          - name: payments-prod
                            monthly_spend_limit_in_cents: 2000
                          - name: search
                        """))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("org.yaml, line 5, column 5: project 'payments-prod': the monthly spend limit is"
                        + " $20.00, more than $10.00 (rule spend_limit, org.yaml, line 2, column 3)")
                .hasMessageContaining("org.yaml, line 6, column 5: project 'search': there is no monthly spend limit");
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void checks_every_part_of_a_blueprint_that_a_policy_is_about() {
        assertThatThrownBy(() -> plan("""
                        policies:
                          email_domains: { allow: [example.com] }
                          key_lifetime: { at_most: 90d }
                          models: { only: [gpt-5] }
                          project_owners: { at_least: 1 }
                          rate_limits: { models: { gpt-5: { max_requests_per_1_minute: 500 } } }
                          service_account_names: { pattern: "ci-.*" }
                          spend_alert: { at_most_in_cents: 1000 }
                          data_retention: { one_of: [zero_data_retention] }
                        users: [{ email: eve@elsewhere.org }]
                        projects:
                          - name: payments-prod
                            members: [mallory@elsewhere.org]
                            service_accounts: [batch]
                            models: { allow: [gpt-5, o3] }
                            rate_limits: { gpt-5: { max_requests_per_1_minute: 501 } }
                            spend_alerts: [{ at_cents: 2000, recipients: [finance@example.com] }]
                            data_retention: none
                        """))
                .isInstanceOfSatisfying(
                        PolicyViolationException.class,
                        refused -> assertThat(refused.violations())
                                .extracting(violation -> violation.rule() + " " + violation.place())
                                .containsExactlyInAnyOrder(
                                        "email_domains org.yaml, line 10, column 1",
                                        "email_domains org.yaml, line 13, column 5",
                                        "key_lifetime org.yaml, line 14, column 5",
                                        "models org.yaml, line 15, column 5",
                                        "project_owners org.yaml, line 13, column 5",
                                        "rate_limits org.yaml, line 16, column 5",
                                        "service_account_names org.yaml, line 14, column 5",
                                        "spend_alert org.yaml, line 17, column 5",
                                        "data_retention org.yaml, line 18, column 5"));
    }

    @Test
    void shows_the_reason_of_an_exception_in_the_plan() {
        assertThat(plan("""
                        policies:
                          spend_limit: { except: { search: paid by a customer } }
                        projects: [{ name: search }]
                        """).warnings()).singleElement().asString().contains("'search'", "allowed, paid by a customer");
    }

    @Test
    void refuses_more_removals_than_are_allowed_and_lists_them() {
        organization.projects().add("old");
        organization.projects().add("older");
        Plan plan = workplace
                .governance()
                .plan(OrganizationBlueprint.parse("org.yaml", "projects: [{ name: payments-prod }]")
                        .archiveOthers());

        assertThat(plan.removals()).hasSize(2);
        assertThat(plan.requireAtMostRemovals(2)).isSameAs(plan);
        assertThatThrownBy(() -> plan.requireAtMostRemovals(1))
                .isInstanceOfSatisfying(
                        PlanRefusedException.class,
                        refused -> assertThat(refused.problems())
                                .hasSize(3)
                                .startsWith("2 removals are planned, and at most 1 are allowed")
                                .anyMatch(line ->
                                        line.startsWith("old: - project") && line.endsWith("which cannot be undone")));
    }

    @Test
    void counts_the_removal_of_members() {
        String project = organization.projects().add("payments-prod");
        organization.projectUsers().add(project, organization.users().add("ada@example.com", "reader"), "member");

        Plan plan = plan("projects: [{ name: payments-prod, exact: [users], owners: [owner@example.com] }]");

        assertThat(plan.removals()).extracting(PlannedChange::removal).containsExactly(Removal.REVERSIBLE);
    }

    @Test
    void plans_only_some_projects_and_says_nothing_of_the_others() {
        organization.projects().add("old");
        OrganizationBlueprint blueprint = OrganizationBlueprint.parse("org.yaml", """
                groups: [{ name: platform }]
                projects: [{ name: payments-prod }, { name: search }]
                """);

        Plan plan = workplace.governance().plan(blueprint.only(List.of("search")));

        assertThat(plan.changes()).extracting(PlannedChange::toString).containsExactly("+ project");
        assertThat(plan.unmanaged()).isEmpty();
    }

    @Test
    void names_the_nearest_project_of_the_blueprints() {
        assertThatThrownBy(() -> OrganizationBlueprint.parse("org.yaml", "projects: [{ name: payments-prod }]")
                        .only(List.of("payment-prod")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("did you mean 'payments-prod'?");
    }

    @Test
    void never_archives_the_projects_that_a_part_leaves_out() {
        OrganizationBlueprint blueprint =
                OrganizationBlueprint.parse("org.yaml", "projects: [{ name: payments-prod }, { name: search }]");

        assertThatThrownBy(() -> blueprint.archiveOthers().only(List.of("search")))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> blueprint.only(List.of("search")).archiveOthers())
                .isInstanceOf(InvalidValueException.class);
    }

    private Plan plan(String file) {
        return workplace.governance().plan(OrganizationBlueprint.parse("org.yaml", file));
    }

    private String organizationId() {
        return organization.id();
    }
}
