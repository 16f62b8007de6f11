package dev.openaiadmin.client;

import dev.openaiadmin.api.QueryParameters;
import feign.CollectionFormat;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.Request;
import feign.RequestLine;
import feign.RequestTemplate;
import feign.template.UriUtils;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one method: what its annotations say, in the form in which they are written fastest. The same bytes as
 * Feign's templates give, which are resolved anew for each request.
 */
final class RequestPlan {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    /** What stands for itself in a path: no query, no expression, nothing to escape. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/_.~-]*");

    private static final int EXPECTED_LENGTH = 128;
    private static final int NONE = -1;

    private final String method;
    private final String origin;
    /** What the base URL has of the path. */
    private final String basePath;
    /** What stands before, between and behind the values of the path. */
    private final List<String> literals;
    /** Which arguments are the values of the path. */
    private final int[] values;

    private final int query;
    private final int body;
    private final Class<?> returnType;
    private final SortedMap<String, Collection<String>> headers;
    private final @Nullable RequestTemplate template;

    private RequestPlan(
            String method,
            URI baseUrl,
            List<String> literals,
            int[] values,
            Arguments arguments,
            Class<?> returnType,
            SortedMap<String, Collection<String>> headers,
            @Nullable RequestTemplate template) {
        this.method = method;
        this.origin = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
        this.basePath = baseUrl.getRawPath();
        this.literals = literals;
        this.values = values;
        this.query = arguments.query;
        this.body = arguments.body;
        this.returnType = returnType;
        this.headers = headers;
        this.template = template;
    }

    /**
     * Plans the requests of a method.
     *
     * @param standing the headers of all requests
     * @param template what requests tell of themselves; null when nobody asks them
     * @return null when the method uses more of what Feign offers than the generated interfaces do
     */
    static @Nullable RequestPlan of(
            Method method, URI baseUrl, Map<String, String> standing, @Nullable RequestTemplate template) {
        RequestLine line = method.getAnnotation(RequestLine.class);
        Arguments arguments = Arguments.of(method);
        SortedMap<String, Collection<String>> headers = headers(method);
        if (line == null
                || arguments == null
                || headers == null
                || !line.decodeSlash()
                || line.collectionFormat() != CollectionFormat.EXPLODED
                || !returnsAnObject(method)) {
            return null;
        }
        for (Map.Entry<String, String> each : standing.entrySet()) {
            headers.put(each.getKey(), List.of(each.getValue()));
        }
        // Each request has its own, and two keys on one would give away both.
        headers.remove(Authorization.HEADER);
        String[] methodAndPath = line.value().split(" ", 2);
        String path = methodAndPath.length == 2 ? methodAndPath[1] : "?";
        List<String> literals = new ArrayList<>();
        int[] values = new int[arguments.byName.size()];
        Matcher variable = VARIABLE.matcher(path);
        int end = 0;
        while (variable.find()) {
            Integer value = arguments.byName.get(variable.group(1));
            if (value == null || literals.size() == values.length) {
                return null;
            }
            values[literals.size()] = value;
            literals.add(path.substring(end, variable.start()));
            end = variable.end();
        }
        literals.add(path.substring(end));
        return literals.size() == values.length + 1
                        && PLAIN.matcher(String.join("", literals)).matches()
                ? new RequestPlan(
                        methodAndPath[0],
                        baseUrl,
                        literals,
                        values,
                        arguments,
                        method.getReturnType(),
                        headers,
                        template)
                : null;
    }

    private static boolean returnsAnObject(Method method) {
        return method.getGenericReturnType() instanceof Class<?> type
                && type != void.class
                && !type.getName().startsWith("feign.");
    }

    /** The headers that the annotations give; null when they are not simply names and values. */
    private static @Nullable SortedMap<String, Collection<String>> headers(Method method) {
        SortedMap<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Class<?> resource = method.getDeclaringClass();
        Headers given = method.getAnnotation(Headers.class);
        if (resource.isAnnotationPresent(Headers.class) || resource.getInterfaces().length > 0) {
            return null;
        }
        for (String header : given == null ? new String[0] : given.value()) {
            String[] nameAndValue = header.split(": ", 2);
            if (nameAndValue.length < 2
                    || header.contains("{")
                    || headers.put(nameAndValue[0], List.of(nameAndValue[1])) != null) {
                return null;
            }
        }
        return headers;
    }

    /** Which argument is what. */
    private static final class Arguments {
        private final Map<String, Integer> byName = new HashMap<>();
        private int query = NONE;
        private int body = NONE;

        /** Null when there are others than ids, one query and one body. */
        static @Nullable Arguments of(Method method) {
            Arguments arguments = new Arguments();
            Parameter[] parameters = method.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                if (!arguments.take(i, parameters[i])) {
                    return null;
                }
            }
            for (Annotation annotation : method.getAnnotations()) {
                if (isFeigns(annotation) && !(annotation instanceof RequestLine || annotation instanceof Headers)) {
                    return null;
                }
            }
            return arguments;
        }

        private boolean take(int index, Parameter parameter) {
            boolean named = false;
            for (Annotation annotation : parameter.getAnnotations()) {
                if (annotation instanceof Param id) {
                    named = true;
                    if (parameter.getType() != String.class
                            || id.expander() != Param.ToStringExpander.class
                            || byName.put(id.value(), index) != null) {
                        return false;
                    }
                } else if (annotation instanceof QueryMap) {
                    named = true;
                    if (query != NONE || !QueryParameters.class.isAssignableFrom(parameter.getType())) {
                        return false;
                    }
                    query = index;
                } else if (isFeigns(annotation)) {
                    return false;
                }
            }
            if (named) {
                return true;
            }
            boolean free = body == NONE;
            body = index;
            return free
                    && !URI.class.isAssignableFrom(parameter.getType())
                    && !Request.Options.class.isAssignableFrom(parameter.getType());
        }

        private static boolean isFeigns(Annotation annotation) {
            return annotation.annotationType().getName().startsWith("feign.");
        }
    }

    Class<?> returnType() {
        return returnType;
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
                operation, method, path(new StringBuilder(), arguments).toString());
    }

    ApiRequest request(Object[] arguments, Json json, Authorization authorization) {
        StringBuilder path = path(new StringBuilder(EXPECTED_LENGTH).append(basePath), arguments);
        if (query != NONE) {
            appendQuery(path, Queries.parameters((QueryParameters) arguments[query]));
        }
        return new PlannedRequest(
                method,
                origin,
                path.toString(),
                headers,
                authorization.value(),
                body == NONE ? null : json.written(arguments[body]),
                template);
    }

    private StringBuilder path(StringBuilder path, Object[] arguments) {
        path.append(literals.get(0));
        for (int i = 0; i < values.length; i++) {
            // Feign leaves a slash as it is; the rules of ids in the description allow none.
            path.append(encoded(arguments[values[i]]).replace("%2F", "/")).append(literals.get(i + 1));
        }
        return path;
    }

    private static void appendQuery(StringBuilder path, Map<String, Object> parameters) {
        char separator = '?';
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            Object given = parameter.getValue();
            Collection<?> values = given instanceof Collection<?> several ? several : List.of(given);
            String name = encoded(parameter.getKey());
            boolean bare = !values.isEmpty();
            for (Object value : values) {
                String text = encoded(value);
                if (!text.isEmpty()) {
                    path.append(separator).append(name).append('=').append(text);
                    separator = '&';
                    bare = false;
                }
            }
            if (bare) {
                path.append(separator).append(name);
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
