package recipe;

import dev.openaiadmin.client.OpenAiAdmin;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

@Factory
class OpenAiAdminFactory {
    @Singleton
    @Bean(preDestroy = "close")
    OpenAiAdmin openAiAdmin(
            @Value("${openai.admin.key}") String key,
            @Value("${openai.admin.base-url:`https://api.openai.com/v1`}") String baseUrl) {
        return OpenAiAdmin.builder().adminKey(key).baseUrl(baseUrl).build();
    }
}
