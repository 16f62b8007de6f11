package dev.openaiadmin.governance.usage;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.api.UsageApi;
import dev.openaiadmin.governance.internal.report.KnownFields;
import dev.openaiadmin.governance.internal.report.ResultFields;
import dev.openaiadmin.model.UsageBucketWidth;
import feign.RequestLine;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that reports usage, such as {@code completions}: what it measures, and what its usage can be grouped and
 * filtered by. All of it comes from the generated interface, so the description of the API is its only source.
 *
 * <p>Immutable.
 */
public final class UsageEndpoint {
    private static final String PATH = "GET /organization/usage/";
    private static final String GROUP_BY = "groupBy";
    /** Parameters that select a period or a page, or group; all others are filters. */
    private static final Set<String> NO_FILTERS =
            Set.of("startTime", "endTime", "bucketWidth", GROUP_BY, "limit", "page");

    private static final Map<String, UsageEndpoint> ALL = all();

    private final String name;
    private final Method list;
    private final Constructor<?> newQuery;
    private final Map<String, RecordComponent> parameters = new LinkedHashMap<>();
    private final Map<String, String> filters = new TreeMap<>();
    private final List<String> groups;
    private final Bucket bucket;
    private final ResultFields result;

    private UsageEndpoint(String name, Method list, Class<?> bucketType) throws ReflectiveOperationException {
        Class<?> query = list.getParameterTypes()[0];
        for (RecordComponent component : query.getRecordComponents()) {
            parameters.put(component.getName(), component);
            if (!NO_FILTERS.contains(component.getName())) {
                filters.put(nameInApi(component.getName()), component.getName());
            }
        }
        this.name = name;
        this.list = list;
        this.newQuery = query.getDeclaredConstructor(Arrays.stream(query.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
        List<String> known = new ArrayList<>();
        Method knownGroups = elementType(parameter(GROUP_BY)).getMethod("known");
        for (Object group : (List<?>) knownGroups.invoke(null)) {
            known.add(group.toString());
        }
        this.groups = List.copyOf(known);
        this.bucket = new Bucket(bucketType);
        this.result = new ResultFields(bucket.resultType());
    }

    /** The accessors of a bucket. */
    private static final class Bucket {
        private final Method startTime;
        private final Method endTime;
        private final Method results;

        Bucket(Class<?> type) throws NoSuchMethodException {
            this.startTime = type.getMethod("startTime");
            this.endTime = type.getMethod("endTime");
            this.results = type.getMethod("results");
        }

        Class<?> resultType() {
            return elementType(results.getGenericReturnType());
        }
    }

    private static Map<String, UsageEndpoint> all() {
        Map<String, UsageEndpoint> all = new TreeMap<>();
        for (Method page : UsageApi.class.getMethods()) {
            RequestLine line = page.getAnnotation(RequestLine.class);
            if (line != null && line.value().startsWith(PATH)) {
                String name = line.value().substring(PATH.length());
                try {
                    Type bucket = page.getReturnType().getMethod("data").getGenericReturnType();
                    all.put(name, new UsageEndpoint(name, listOf(page.getParameterTypes()[0]), elementType(bucket)));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("The interface of " + name + " is not as it is generated", e);
                }
            }
        }
        return all;
    }

    private static Method listOf(Class<?> query) {
        return Arrays.stream(UsageApi.class.getMethods())
                .filter(method -> method.getReturnType() == Pages.class)
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {query}))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing lists by a " + query));
    }

    private static Class<?> elementType(Type list) {
        return (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0];
    }

    private Type parameter(String component) {
        return Objects.requireNonNull(parameters.get(component), component).getGenericType();
    }

    private static String nameInApi(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns all endpoints.
     *
     * @return the endpoints that this version knows, by name
     */
    public static Collection<UsageEndpoint> known() {
        return List.copyOf(ALL.values());
    }

    /**
     * Returns an endpoint.
     *
     * @param name the last part of its path, such as {@code completions} or {@code audio_speeches}
     * @return the endpoint
     * @throws InvalidValueException if there is none; the message names the nearest
     */
    public static UsageEndpoint of(String name) {
        return Objects.requireNonNull(ALL.get(KnownFields.resolve("endpoint", name, ALL.keySet())));
    }

    /**
     * Returns the last part of the path.
     *
     * @return a name such as {@code completions}
     */
    public String name() {
        return name;
    }

    /**
     * Returns what its usage can be grouped by.
     *
     * @return fields such as {@code model}, in the order of the description
     */
    public List<String> groups() {
        return groups;
    }

    /**
     * Returns what its usage can be filtered by.
     *
     * @return parameters such as {@code project_ids}, in alphabetical order
     */
    public Set<String> filters() {
        return Set.copyOf(filters.keySet());
    }

    /**
     * Returns what it measures.
     *
     * @return fields such as {@code input_tokens}, in the order of the description
     */
    public List<String> quantities() {
        return result.numbers();
    }

    /**
     * Returns the quantities that every response has. The other ones are parts of these.
     *
     * @return fields such as {@code input_tokens}, in the order of the description
     */
    public List<String> mainQuantities() {
        return result.numbers().stream().filter(result::isRequired).toList();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }

    /** The results of a day. */
    record Day(Instant start, Instant end, List<?> results) {}

    /** Reads the usage of each day. */
    Iterable<Day> days(
            AdminApi admin, Instant start, Instant end, List<String> groupBy, Map<String, List<String>> filters) {
        Pages<?> buckets = (Pages<?>) required(list, admin.usage(), query(start, end, groupBy, filters));
        return () -> buckets.stream()
                .map(each -> new Day(
                        (Instant) required(bucket.startTime, each),
                        (Instant) required(bucket.endTime, each),
                        Objects.requireNonNullElse((List<?>) call(bucket.results, each), List.of())))
                .iterator();
    }

    /** Returns the value of a field of a result. */
    @Nullable
    String text(Object of, String field) {
        return result.text(of, field);
    }

    /** Returns a quantity of a result, or null when the API did not send it. */
    @Nullable
    Long number(Object of, String field) {
        return result.number(of, field);
    }

    private QueryParameters query(Instant start, Instant end, List<String> groupBy, Map<String, List<String>> filters) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("startTime", start);
        values.put("endTime", end);
        values.put("bucketWidth", UsageBucketWidth.DAY);
        if (!groupBy.isEmpty()) {
            values.put(GROUP_BY, converted(parameter(GROUP_BY), groupBy));
        }
        filters.forEach((filter, wanted) -> {
            String component = Objects.requireNonNull(this.filters.get(filter));
            values.put(component, converted(parameter(component), wanted));
        });
        Object[] arguments = parameters.keySet().stream().map(values::get).toArray();
        try {
            return (QueryParameters) newQuery.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw thrown(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Queries are public records", e);
        }
    }

    /** Returns values as a parameter takes them: one boolean, texts, or values of an open enum. */
    private static Object converted(Type type, List<String> values) {
        if (type == Boolean.class) {
            return Boolean.valueOf(values.get(0));
        }
        Class<?> element = elementType(type);
        if (element == String.class) {
            return values;
        }
        List<Object> converted = new ArrayList<>();
        for (String value : values) {
            try {
                converted.add(element.getConstructor(String.class).newInstance(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(element + " is not an open enum", e);
            }
        }
        return converted;
    }

    private static Object required(Method method, Object target, Object... arguments) {
        return Objects.requireNonNull(call(method, target, arguments), method.getName());
    }

    private static @Nullable Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw thrown(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Generated methods are public", e);
        }
    }

    private static RuntimeException thrown(InvocationTargetException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException e ? e : new IllegalStateException(failure.getCause());
    }
}
