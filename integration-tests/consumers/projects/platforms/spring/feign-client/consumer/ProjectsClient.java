package consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.api.QueryParametersEncoder;
import feign.Contract;
import feign.QueryMapEncoder;
import feign.RequestInterceptor;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;

/** A generated interface that Spring Cloud implements. */
@FeignClient(name = "projects", url = "${admin.base-url}", configuration = ProjectsClient.Configuration.class)
interface ProjectsClient extends ProjectsApi {

    /** Replaces the parts of Spring that read other annotations and bodies. */
    class Configuration {
        private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

        @Bean
        Contract contract() {
            return new Contract.Default();
        }

        @Bean
        QueryMapEncoder queryMapEncoder() {
            return new QueryParametersEncoder();
        }

        @Bean
        Encoder encoder() {
            return new JacksonEncoder(mapper);
        }

        @Bean
        Decoder decoder() {
            return new JacksonDecoder(mapper);
        }

        @Bean
        RequestInterceptor authorization(@Value("${admin.key}") String key) {
            return request -> request.header("Authorization", "Bearer " + key);
        }
    }
}
