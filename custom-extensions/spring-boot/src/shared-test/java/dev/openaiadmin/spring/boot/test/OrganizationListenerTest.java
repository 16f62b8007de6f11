package dev.openaiadmin.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.InMemoryOrganization;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

class OrganizationListenerTest {
    private final OrganizationListener listener = new OrganizationListener();

    @Test
    void fails_a_test_whose_requests_break_the_contract() throws Exception {
        TestContext test = new TestContextManager(Tested.class).getTestContext();
        InMemoryOrganization organization = test.getApplicationContext().getBean(InMemoryOrganization.class);
        assertThatCode(() -> listener.afterTestMethod(test)).doesNotThrowAnyException();

        assertThat(statusOf(organization, "/organization/projects?limit=0")).isEqualTo(400);
        assertThatThrownBy(() -> listener.afterTestMethod(test))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("query parameter 'limit' must be at least 1");
        listener.beforeTestMethod(test);
        assertThat(organization.requests()).isEmpty();
    }

    private static int statusOf(InMemoryOrganization organization, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(organization.baseUrl() + path))
                                .header("Authorization", "Bearer " + organization.adminKey())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** A context that no other test uses at the same time. */
    @SpringBootTest(
            classes = AutoConfigureOrganizationTest.Application.class,
            properties = "used.by=OrganizationListenerTest")
    @AutoConfigureOrganization
    private static final class Tested {}
}
