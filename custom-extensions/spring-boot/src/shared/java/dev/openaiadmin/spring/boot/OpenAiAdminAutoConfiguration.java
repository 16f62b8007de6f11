package dev.openaiadmin.spring.boot;

import dev.openaiadmin.client.AdminKeySource;
import dev.openaiadmin.client.CallListener;
import dev.openaiadmin.client.OpenAiAdmin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/**
 * Creates the client, a bean of type {@link OpenAiAdmin} that is injected as {@link dev.openaiadmin.api.AdminApi} as well, and
 * is closed with the context.
 *
 * <p>A bean of type {@link AdminKeySource} takes the place of the key in the properties. Beans of type
 * {@link OpenAiAdminBuilderCustomizer} change the builder. Beans of type {@link CallListener.Factory} are added as listeners.
 * An application that defines its own {@link OpenAiAdmin} replaces all of this.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "openai.admin.enabled", matchIfMissing = true)
@EnableConfigurationProperties(OpenAiAdminProperties.class)
public final class OpenAiAdminAutoConfiguration {
    static final String BEAN_NAME = "openAiAdmin";

    OpenAiAdminAutoConfiguration() {}

    @Bean(name = BEAN_NAME, destroyMethod = "close")
    @ConditionalOnMissingBean
    OpenAiAdmin openAiAdmin(
            OpenAiAdminProperties properties,
            ObjectProvider<AdminKeySource> keys,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<CallListener.Factory> listeners,
            ObjectProvider<OpenAiAdminBuilderCustomizer> customizers) {
        OpenAiAdmin.Builder builder = ClientBuilders.create(properties, keys.getIfAvailable(), bundles::getObject);
        listeners.orderedStream().forEach(listener -> builder.options(options -> options.addListener(listener)));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
