package recipe;

import dev.openaiadmin.client.OpenAiAdmin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
class OpenAiAdminProducer {
    @Produces
    @Singleton
    OpenAiAdmin openAiAdmin(
            @ConfigProperty(name = "openai.admin.key") String key,
            @ConfigProperty(name = "openai.admin.base-url", defaultValue = "https://api.openai.com/v1") String baseUrl) {
        return OpenAiAdmin.builder().adminKey(key).baseUrl(baseUrl).build();
    }

    void close(@Disposes OpenAiAdmin admin) {
        admin.close();
    }
}
