package dev.openaiadmin.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.testkit.InMemoryOrganization;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

@SpringBootTest(properties = "openai.admin.base-url=https://api.invalid/v1")
@AutoConfigureOrganization
class AutoConfigureOrganizationTest {
    private final AdminApi api;
    private final InMemoryOrganization organization;

    @Autowired
    AutoConfigureOrganizationTest(AdminApi api, InMemoryOrganization organization) {
        this.api = api;
        this.organization = organization;
    }

    @RepeatedTest(2)
    void the_client_talks_to_an_organization_that_is_reset_before_each_test() {
        assertThat(organization.requests()).isEmpty();
        assertThat(api.projects().list().stream()).hasSize(1);

        api.projects().create("payments-prod");
        assertThat(organization.requestCount("createProject")).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
