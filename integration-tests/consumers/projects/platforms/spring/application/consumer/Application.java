package consumer;

import dev.openaiadmin.client.OpenAiAdmin;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application whose client is a bean. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Application {
    @Bean
    OpenAiAdmin openAiAdmin(@Value("${admin.key}") String key, @Value("${admin.base-url}") String baseUrl) {
        return OpenAiAdmin.builder().adminKey(key).baseUrl(baseUrl).build();
    }
}
