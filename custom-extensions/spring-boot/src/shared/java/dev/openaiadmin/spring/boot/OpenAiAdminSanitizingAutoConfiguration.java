package dev.openaiadmin.spring.boot;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Masks admin keys and the password of the proxy in the actuator's endpoints, such as {@code configprops} and {@code env},
 * also where they show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class OpenAiAdminSanitizingAutoConfiguration {
    /** The properties that hold secrets, by the letters of their names. */
    private static final Set<String> NAMES = Set.of("openaiadminkey", "openaiadminproxypassword");

    /** Any key of OpenAI, in a property of any name. */
    private static final Pattern SECRET = Pattern.compile("sk-[A-Za-z0-9_-]{8}");

    OpenAiAdminSanitizingAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "openAiAdminSanitizingFunction")
    SanitizingFunction openAiAdminSanitizingFunction() {
        return data -> isSecret(data) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(SanitizableData data) {
        // The name as a property, or as a variable of the environment.
        String name = data.getKey().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || SECRET.matcher(Objects.toString(data.getValue(), "")).find();
    }
}
