package dev.openaiadmin.spring.boot;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.observation.CallObservations;
import dev.openaiadmin.observation.ConnectionPoolMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Records calls in the observation registry of the application, and the connection pool in its meters. */
@AutoConfiguration(
        after = OpenAiAdminAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnBean(OpenAiAdmin.class)
@ConditionalOnBooleanProperty(name = "openai.admin.observations.enabled", matchIfMissing = true)
public final class OpenAiAdminObservationAutoConfiguration {

    OpenAiAdminObservationAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnMissingBean
    CallObservations openAiAdminCallObservations(ObservationRegistry registry) {
        return CallObservations.of(registry);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static final class Meters {
        @Bean
        @ConditionalOnMissingBean
        ConnectionPoolMetrics openAiAdminConnectionPoolMetrics(OpenAiAdmin admin) {
            return ConnectionPoolMetrics.of(admin);
        }
    }
}
