package dev.openaiadmin.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@WithOrganization
class OpenAiAdminHealthAutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenAiAdminAutoConfiguration.class, OpenAiAdminHealthAutoConfiguration.class));

    private ApplicationContextRunner configured(InMemoryOrganization organization, String key) {
        return application.withPropertyValues(
                "openai.admin.key=" + key, "openai.admin.base-url=" + organization.baseUrl());
    }

    @Test
    void is_off_by_default(InMemoryOrganization organization) {
        configured(organization, organization.adminKey())
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void is_up_when_the_api_accepts_the_key(InMemoryOrganization organization) {
        configured(organization, organization.adminKey())
                .withPropertyValues("management.health.openai-admin.enabled=true")
                .run(context -> {
                    HealthIndicator indicator = context.getBean(HealthIndicator.class);

                    assertThat(healthOf(indicator).getStatus()).isEqualTo(Status.UP);
                    assertThat(healthOf(indicator).getDetails()).containsOnlyKeys("checked");
                    assertThat(organization.requestCount("listProjects")).isEqualTo(1);
                });
    }

    @Test
    void is_down_when_the_api_refuses_the_key_and_does_not_reveal_it(InMemoryOrganization organization) {
        configured(organization, "sk-admin-canary")
                .withPropertyValues("management.health.openai-admin.enabled=true")
                .run(context -> {
                    Health health = healthOf(context.getBean(HealthIndicator.class));

                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails().toString())
                            .contains("Not authenticated")
                            .doesNotContain("canary");
                });
    }

    private static Health healthOf(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health(), "the health");
    }
}
