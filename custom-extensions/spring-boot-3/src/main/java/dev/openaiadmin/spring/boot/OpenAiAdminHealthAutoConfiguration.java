package dev.openaiadmin.spring.boot;

import dev.openaiadmin.client.OpenAiAdmin;
import java.time.Clock;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Reports whether the API accepts the key, if {@code management.health.openai-admin.enabled} is true. */
@AutoConfiguration(after = OpenAiAdminAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(OpenAiAdmin.class)
@ConditionalOnBooleanProperty("management.health.openai-admin.enabled")
@EnableConfigurationProperties(OpenAiAdminProperties.class)
public final class OpenAiAdminHealthAutoConfiguration {

    OpenAiAdminHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "openAiAdminHealthIndicator")
    HealthIndicator openAiAdminHealthIndicator(OpenAiAdmin admin, OpenAiAdminProperties properties) {
        return new OpenAiAdminHealthIndicator(new HealthProbe(admin, properties.getHealth(), Clock.systemUTC()));
    }
}
