package dev.openaiadmin.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.Fault.Shape;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class PreflightTest {
    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.readOnly(true))
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void asks_for_every_resource_once_and_changes_nothing() {
        Preflight preflight = Preflight.of(admin);

        assertThat(preflight.readable()).containsExactlyElementsOf(resources());
        assertThat(preflight.missingScopes()).isEmpty();
        assertThat(organization.requests())
                .hasSameSizeAs(resources())
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void collects_the_scopes_that_are_missing() {
        lacks("api.usage.read", "listCosts");
        lacks("api.usage.read", "listAudioSpeechesUsage");
        lacks("api.management.read, api.groups.read", "listGroups");

        Preflight preflight = Preflight.of(admin);

        assertThat(preflight.missingScopes())
                .containsExactly("api.groups.read", "api.management.read", "api.usage.read");
        assertThat(preflight.missing())
                .containsOnlyKeys("costs", "groups", "usage")
                .containsEntry("costs", List.of("api.usage.read"));
        assertThat(preflight.readable())
                .doesNotContain("costs", "groups", "usage")
                .contains("groupUsers");
        assertThat(preflight.toString().lines().skip(1))
                .containsExactly(
                        "It lacks api.management.read, api.groups.read to read groups",
                        "It lacks api.usage.read to read costs, usage");
    }

    @Test
    void goes_on_when_not_even_projects_can_be_read() {
        lacks("api.management.read", "listProjects");

        assertThat(Preflight.of(admin).readable()).contains("rateLimits").doesNotContain("projects");
    }

    @Test
    void tells_of_refusals_for_other_reasons() {
        organization.failNext(
                Fault.status(403).message("Certificates are not for you.").on("listCertificates"));

        Preflight preflight = Preflight.of(admin);

        assertThat(preflight.refused()).containsOnlyKeys("certificates");
        assertThat(preflight.toString())
                .contains("\nIt may not read certificates: Not permitted on GET")
                .contains("Certificates are not for you.");
    }

    @Test
    void ends_at_once_with_a_key_of_somebody_else() {
        organization.failNext(Fault.status(401).always());

        assertThatThrownBy(() -> Preflight.of(admin)).isInstanceOf(AuthenticationException.class);
        assertThat(organization.requests()).hasSize(1);
    }

    private void lacks(String scopes, String operation) {
        organization.failNext(Fault.status(403)
                .shape(Shape.SENTENCE)
                .message("You have insufficient permissions for this operation. Missing scopes: " + scopes + ".")
                .on(operation));
    }

    private static List<String> resources() {
        return Arrays.stream(AdminApi.class.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .map(Method::getName)
                .sorted()
                .toList();
    }
}
