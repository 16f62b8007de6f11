package dev.openaiadmin.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What editors know about the properties. */
class PropertiesMetadataTest {
    private static final Pattern PROPERTY = Pattern.compile(
            "\\{\\s*\"name\": \"(openai\\.admin\\.[a-z.-]+)\",\\s*\"type\": \"[^\"]+\",\\s*\"description\": \"[^\"]{20,}\"");

    @Test
    void has_a_description_of_every_property() throws Exception {
        try (InputStream metadata =
                OpenAiAdminProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(metadata).isNotNull();
            List<String> names = PROPERTY.matcher(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult property) -> property.group(1))
                    .toList();

            long fields = countOf(OpenAiAdminProperties.class);
            assertThat(names)
                    .contains("openai.admin.key", "openai.admin.ssl.bundle", "openai.admin.proxy.from-environment")
                    .doesNotHaveDuplicates()
                    .hasSize((int) fields);
        }
    }

    private static long countOf(Class<?> properties) {
        return Arrays.stream(properties.getDeclaredFields())
                .mapToLong(field -> field.getType().getEnclosingClass() == OpenAiAdminProperties.class
                        ? countOf(field.getType())
                        : 1)
                .sum();
    }
}
