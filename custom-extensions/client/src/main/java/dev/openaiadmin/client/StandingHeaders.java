package dev.openaiadmin.client;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says on every request who calls, for which organization, and what the options add. */
final class StandingHeaders implements RequestInterceptor {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    StandingHeaders(@Nullable String organization, Map<String, String> more) {
        String version = StandingHeaders.class.getPackage().getImplementationVersion();
        headers.put("User-Agent", "openai-admin-java/" + (version == null ? "dev" : version));
        if (organization != null) {
            headers.put("OpenAI-Organization", organization);
        }
        headers.putAll(more);
        // Feign sends no header without a value.
        headers.values().removeIf(String::isBlank);
    }

    Map<String, String> asMap() {
        return headers;
    }

    @Override
    public void apply(RequestTemplate template) {
        // Literal, since braces in a value are not a template.
        headers.forEach((name, value) -> template.removeHeader(name).headerLiteral(name, value));
    }
}
