package dev.openaiadmin.client;

import dev.openaiadmin.api.QueryParameters;
import feign.CollectionFormat;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import feign.Target;
import feign.template.UriUtils;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one method: what Feign has read of it, in the form in which they are written fastest. The same bytes as
 * Feign's templates give, which are resolved anew for each request.
 */
final class RequestPlan {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final int EXPECTED_LENGTH = 128;

    private final MethodMetadata metadata;
    private final RequestTemplate template;
    private final String baseUrl;
    private final Request.HttpMethod method;
    /** What stands before, between and behind the values of the path. */
    private final List<String> literals;
    /** Which arguments are the values of the path. */
    private final int[] values;

    private final Map<String, Collection<String>> headers;

    private RequestPlan(
            MethodMetadata metadata,
            Target<?> target,
            List<String> literals,
            int[] values,
            Map<String, Collection<String>> headers) {
        this.metadata = metadata;
        this.template = RequestTemplate.from(metadata.template()).feignTarget(target);
        this.baseUrl = target.url();
        this.method = Request.HttpMethod.valueOf(metadata.template().method());
        this.literals = literals;
        this.values = values;
        this.headers = headers;
    }

    /**
     * Plans the requests of a method.
     *
     * @param standing the headers of all requests
     * @return null when the method uses more of what Feign offers than the generated interfaces do
     */
    static @Nullable RequestPlan of(MethodMetadata metadata, Target<?> target, Map<String, String> standing) {
        if (!isPlain(metadata)) {
            return null;
        }
        List<String> literals = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        String uri = metadata.template().requestUriTemplate();
        Matcher variable = VARIABLE.matcher(uri);
        int end = 0;
        while (variable.find()) {
            Integer value = argument(metadata, variable.group(1));
            if (value == null) {
                return null;
            }
            literals.add(uri.substring(end, variable.start()));
            values.add(value);
            end = variable.end();
        }
        literals.add(uri.substring(end));
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(metadata.template().headers());
        standing.forEach((name, value) -> headers.put(name, List.of(value)));
        return new RequestPlan(
                metadata,
                target,
                literals,
                values.stream().mapToInt(Integer::intValue).toArray(),
                headers);
    }

    private static boolean isPlain(MethodMetadata metadata) {
        RequestTemplate template = metadata.template();
        Class<?>[] types = metadata.method().getParameterTypes();
        return metadata.returnType() instanceof Class<?> type
                && type != void.class
                && !type.getName().startsWith("feign.")
                && !metadata.isIgnored()
                && !metadata.alwaysEncodeBody()
                && metadata.urlIndex() == null
                && metadata.headerMapIndex() == null
                && metadata.indexToExpanderClass().isEmpty()
                && metadata.indexToName().keySet().stream().allMatch(i -> types[i] == String.class)
                && (metadata.queryMapIndex() == null
                        || QueryParameters.class.isAssignableFrom(types[metadata.queryMapIndex()]))
                && metadata.formParams().isEmpty()
                && template.bodyTemplate() == null
                && template.body() == null
                && template.queries().isEmpty()
                && template.headers().values().stream()
                        .allMatch(
                                values -> values.size() == 1 && values.stream().noneMatch(value -> value.contains("{")))
                && template.decodeSlash()
                && template.collectionFormat() == CollectionFormat.EXPLODED;
    }

    private static @Nullable Integer argument(MethodMetadata metadata, String variable) {
        return metadata.indexToName().entrySet().stream()
                .filter(names -> names.getValue().contains(variable))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    Type returnType() {
        return metadata.returnType();
    }

    /** Whether all that a request is made of is there; what null means is for Feign to say. */
    boolean isFor(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument == null) {
                return false;
            }
        }
        return true;
    }

    Exchange exchange(Object[] arguments, String operation) {
        return new Exchange(
                operation, method.name(), path(new StringBuilder(), arguments).toString());
    }

    Request request(Object[] arguments, Json json, Authorization authorization) {
        StringBuilder url = path(new StringBuilder(EXPECTED_LENGTH).append(baseUrl), arguments);
        Integer query = metadata.queryMapIndex();
        if (query != null) {
            appendQuery(url, Queries.parameters((QueryParameters) arguments[query]));
        }
        Map<String, Collection<String>> all = new TreeMap<>(headers);
        all.put(Authorization.HEADER, List.of(authorization.value()));
        Integer body = metadata.bodyIndex();
        if (body == null) {
            return Request.create(method, url.toString(), all, Request.Body.empty(), template);
        }
        byte[] written = json.written(arguments[body]);
        all.put(CONTENT_LENGTH, List.of(String.valueOf(written.length)));
        return Request.create(
                method, url.toString(), all, Request.Body.create(written, StandardCharsets.UTF_8), template);
    }

    private StringBuilder path(StringBuilder path, Object[] arguments) {
        path.append(literals.get(0));
        for (int i = 0; i < values.length; i++) {
            // Feign leaves a slash as it is; the rules of ids in the description allow none.
            path.append(encoded(arguments[values[i]]).replace("%2F", "/")).append(literals.get(i + 1));
        }
        return path;
    }

    private static void appendQuery(StringBuilder url, Map<String, Object> parameters) {
        char separator = '?';
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            Object given = parameter.getValue();
            Collection<?> values = given instanceof Collection<?> several ? several : List.of(given);
            String name = encoded(parameter.getKey());
            boolean bare = !values.isEmpty();
            for (Object value : values) {
                String text = encoded(value);
                if (!text.isEmpty()) {
                    url.append(separator).append(name).append('=').append(text);
                    separator = '&';
                    bare = false;
                }
            }
            if (bare) {
                url.append(separator).append(name);
                separator = '&';
            }
        }
    }

    private static String encoded(Object value) {
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean unreserved = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.'
                    || c == '~';
            if (!unreserved) {
                return UriUtils.encode(text);
            }
        }
        return text;
    }
}
