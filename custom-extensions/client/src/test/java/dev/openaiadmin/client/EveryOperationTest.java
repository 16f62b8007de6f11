package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.QueryParameters;
import dev.openaiadmin.client.Described.DescribedOperation;
import dev.openaiadmin.model.Change;
import feign.Param;
import feign.Request;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the description, called through its generated interface. */
class EveryOperationTest {
    private static final Json JSON = new Json();
    /** The methods by operation id, and the resources that they belong to. */
    private static final Map<String, Method> METHODS = Arrays.stream(AdminApi.class.getMethods())
            .filter(resource -> resource.getParameterCount() == 0)
            .flatMap(resource -> Arrays.stream(resource.getReturnType().getMethods()))
            .filter(method -> method.isAnnotationPresent(Operation.class))
            .collect(Collectors.toMap(
                    method -> method.getAnnotation(Operation.class).id(), Function.identity()));

    private final CannedApi api = new CannedApi();

    static Stream<DescribedOperation> operations() {
        return Described.operations();
    }

    static Stream<Arguments> answers() {
        return Described.operations()
                .flatMap(operation -> Sample.FAITHFUL.stream().map(sample -> Arguments.of(operation, sample)));
    }

    static Stream<Arguments> otherAnswers() {
        return Described.operations()
                .flatMap(operation -> Sample.TOLERATED.stream().map(sample -> Arguments.of(operation, sample)));
    }

    @Test
    void every_operation_has_a_method_and_every_method_an_operation() {
        assertThat(METHODS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(DescribedOperation::id).toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sends_what_the_description_shows(DescribedOperation operation) throws Exception {
        api.answers(200, operation.answer().path("example").toString());

        Object answer = call(operation);

        Request sent = api.requests.get(0);
        URI url = URI.create(sent.url());
        assertThat(sent.httpMethod().name()).isEqualTo(operation.method());
        assertThat(url.getPath()).isEqualTo("/v1" + pathOf(operation));
        assertThat(queryOf(url)).isEqualTo(queryOf(operation));
        if (operation.requestExample().isMissingNode()) {
            assertThat(sent.body()).isNull();
        } else {
            assertThat(JSON.trees().readTree(sent.body())).isEqualTo(operation.requestExample());
        }
        assertThat(written(answer))
                .isEqualTo(withoutNulls(
                        JSON.trees().readTree(operation.answer().path("example").toString())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void writes_back_what_it_read(DescribedOperation operation, Sample sample) throws Exception {
        JsonNode body = sample.answerOf(operation.answer().path("schema"));
        api.answers(200, body.toString());

        Object answer = call(operation);

        assertThat(written(answer)).isEqualTo(withoutNulls(JSON.trees().readTree(body.toString())));
    }

    @ParameterizedTest
    @MethodSource("otherAnswers")
    void reads_old_names_and_numbers_in_quotes(DescribedOperation operation, Sample sample) throws Exception {
        JsonNode schema = operation.answer().path("schema");
        api.answers(200, sample.answerOf(schema).toString());

        Object answer = call(operation);

        JsonNode full = Sample.FULL.answerOf(schema);
        assertThat(written(answer)).isEqualTo(withoutNulls(JSON.trees().readTree(full.toString())));
    }

    static Stream<DescribedOperation> operationsThatGiveSecrets() {
        return Described.operations()
                .filter(operation -> Sample.FULL
                        .answerOf(operation.answer().path("schema"))
                        .toString()
                        .contains(Sample.SECRET));
    }

    @ParameterizedTest
    @MethodSource("operationsThatGiveSecrets")
    void shows_no_secret_in_print(DescribedOperation operation) throws Exception {
        api.answers(200, Sample.FULL.answerOf(operation.answer().path("schema")).toString());

        assertThat(call(operation).toString()).contains("=***").doesNotContain(Sample.SECRET);
    }

    private Object call(DescribedOperation operation) throws Exception {
        Method method = Objects.requireNonNull(METHODS.get(operation.id()), operation.id());
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(operation, method.getParameters()[i]);
        }
        try {
            return method.invoke(api.client().api(method.getDeclaringClass()), arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static Object argument(DescribedOperation operation, Parameter parameter) throws Exception {
        if (parameter.isAnnotationPresent(Param.class)) {
            return idFor(parameter.getAnnotation(Param.class).value());
        }
        if (QueryParameters.class.isAssignableFrom(parameter.getType())) {
            return query(operation, parameter.getType());
        }
        return request(operation.requestExample(), parameter.getType());
    }

    /** Jackson reads null and nothing alike; requests that tell them apart have a method for null. */
    private static Object request(JsonNode example, Class<?> type) throws Exception {
        Object request = read(example, type);
        if (!type.isRecord()) {
            return request;
        }
        Object builder = type.getMethod("toBuilder").invoke(request);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Change.class
                    && example.path(component
                                    .getAccessor()
                                    .getAnnotation(JsonProperty.class)
                                    .value())
                            .isNull()) {
                String name = component.getName();
                builder.getClass()
                        .getMethod("clear" + Character.toUpperCase(name.charAt(0)) + name.substring(1))
                        .invoke(builder);
            }
        }
        return builder.getClass().getMethod("build").invoke(builder);
    }

    /** A query with a value for every parameter; the description and the record have them in one order. */
    private static Object query(DescribedOperation operation, Class<?> type) throws Exception {
        Iterator<JsonNode> parameters = operation.parametersIn("query").iterator();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(valueOf(parameters.next()), components[i].getGenericType());
        }
        return type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(values);
    }

    private static Object read(JsonNode value, java.lang.reflect.Type type) throws Exception {
        return JSON.mapper().readerFor(JSON.mapper().constructType(type)).readValue(value);
    }

    private static JsonNode valueOf(JsonNode parameter) {
        // A window has to end after it starts, and a page of days has fewer buckets than one of minutes.
        JsonNode sample = Sample.FULL.of(parameter.path("schema"));
        return switch (parameter.path("name").asText()) {
            case "end_time" -> JsonNodeFactory.instance.numberNode(1_790_086_400L);
            case "limit" -> JsonNodeFactory.instance.numberNode(Math.min(31, sample.asInt()));
            default -> sample;
        };
    }

    private static String idFor(String parameter) {
        return parameter + "_1+~";
    }

    private static String pathOf(DescribedOperation operation) {
        String path = operation.path();
        for (JsonNode parameter : operation.parametersIn("path")) {
            String name = parameter.path("name").asText();
            path = path.replace("{" + name + "}", idFor(camelCase(name)));
        }
        return path;
    }

    private static Map<String, List<String>> queryOf(DescribedOperation operation) {
        Map<String, List<String>> query = new TreeMap<>();
        for (JsonNode parameter : operation.parametersIn("query")) {
            JsonNode value = valueOf(parameter);
            List<String> texts = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(element -> texts.add(element.asText()));
            } else {
                texts.add(value.asText());
            }
            query.put(parameter.path("name").asText(), texts);
        }
        return query;
    }

    private static Map<String, List<String>> queryOf(URI url) {
        Map<String, List<String>> query = new TreeMap<>();
        if (url.getRawQuery() != null) {
            for (String pair : url.getRawQuery().split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.computeIfAbsent(decoded(nameAndValue[0]), name -> new ArrayList<>())
                        .add(decoded(nameAndValue[1]));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String camelCase(String name) {
        return Arrays.stream(name.split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(), joined -> Character.toLowerCase(joined.charAt(0)) + joined.substring(1)));
    }

    private static JsonNode written(Object answer) throws Exception {
        return withoutNulls(JSON.trees().readTree(JSON.mapper().writeValueAsBytes(answer)));
    }

    /** A record has no difference between null and absent; no answer of the API needs one. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(entry -> entry.getValue().isNull());
        }
        node.forEach(EveryOperationTest::withoutNulls);
        return node;
    }
}
