package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.client.Described.DescribedOperation;
import dev.openaiadmin.client.internal.json.JsonCodec;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls every operation of the description through its generated interface. */
class EveryOperationTest {
    private static final JsonMapper MAPPER = UsersMapper.MAPPER;
    private static final JsonCodec JSON = new JsonCodec();

    @AutoClose
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
        assertThat(DescribedCall.operations())
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(DescribedOperation::id).toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sends_what_the_description_shows(DescribedOperation operation) throws Exception {
        api.answers(200, operation.answer().path("example").toString());

        Object answer = call(operation);

        ReceivedRequest sent = api.requests.get(0);
        URI url = URI.create(sent.target());
        assertThat(sent.method()).isEqualTo(operation.method());
        assertThat(url.getPath()).isEqualTo("/v1" + pathOf(operation));
        assertThat(queryOf(url)).isEqualTo(queryOf(operation));
        if (operation.requestExample().isMissingNode()) {
            assertThat(sent.body()).isEmpty();
        } else {
            assertThat(MAPPER.readTree(sent.body())).isEqualTo(operation.requestExample());
        }
        assertThat(written(answer))
                .isEqualTo(withoutNulls(
                        MAPPER.readTree(operation.answer().path("example").toString())));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sends_the_same_whether_feign_or_the_client_writes_the_request(DescribedOperation operation) throws Exception {
        String answer = operation.answer().path("example").toString();
        api.answers(200, answer).answers(200, answer);

        call(operation);
        List<String> seenByFeign = new ArrayList<>();
        DescribedCall.of(operation)
                .on(api.clientOf(OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary")
                        .feign(feign -> feign.requestInterceptor(template -> seenByFeign.add(template.method())))));

        ReceivedRequest written = api.requests.get(0);
        ReceivedRequest writtenByFeign = api.requests.get(1);
        assertThat(seenByFeign).hasSize(1);
        assertThat(written.method()).isEqualTo(writtenByFeign.method());
        assertThat(written.target()).isEqualTo(writtenByFeign.target());
        assertThat(written.headers()).isEqualTo(writtenByFeign.headers());
        assertThat(written.body()).isEqualTo(writtenByFeign.body());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void writes_back_what_it_read(DescribedOperation operation, Sample sample) throws Exception {
        JsonNode body = sample.answerOf(operation.answer().path("schema"));
        api.answers(200, body.toString());

        Object answer = call(operation);

        assertThat(written(answer)).isEqualTo(withoutNulls(MAPPER.readTree(body.toString())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void reads_and_writes_like_the_jackson_of_an_application(DescribedOperation operation, Sample sample)
            throws Exception {
        String body = sample.answerOf(operation.answer().path("schema")).toString();
        api.answers(200, body);

        Object answer = call(operation);

        Object read = MAPPER.readValue(body, answerType(operation));
        assertThat(answer).isEqualTo(read);
        // The mapper does not tell received fields from added ones, so that the client writes all of them.
        assertThat(JSON.encode(read)).asString().isEqualTo(UsersMapper.WITH_SECRETS.writeValueAsString(answer));
    }

    static Stream<DescribedOperation> operationsThatGiveUnknownFields() {
        return operations()
                .filter(operation -> Sample.UNKNOWN
                        .answerOf(operation.answer().path("schema"))
                        .has("not_yet_described"));
    }

    @ParameterizedTest
    @MethodSource("operationsThatGiveUnknownFields")
    void sends_no_unknown_field_of_a_response(DescribedOperation operation) throws Exception {
        api.answers(
                200, Sample.UNKNOWN.answerOf(operation.answer().path("schema")).toString());

        Object answer = call(operation);

        assertThat(MAPPER.writeValueAsString(answer)).contains("not_yet_described");
        assertThat(JSON.encode(answer)).asString().doesNotContain("not_yet_described");
    }

    @ParameterizedTest
    @MethodSource("otherAnswers")
    void reads_old_names_and_numbers_in_quotes(DescribedOperation operation, Sample sample) throws Exception {
        JsonNode schema = operation.answer().path("schema");
        api.answers(200, sample.answerOf(schema).toString());

        Object answer = call(operation);

        JsonNode full = Sample.FULL.answerOf(schema);
        assertThat(written(answer)).isEqualTo(withoutNulls(MAPPER.readTree(full.toString())));
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
    void shows_no_secret_in_to_string(DescribedOperation operation) throws Exception {
        api.answers(200, Sample.FULL.answerOf(operation.answer().path("schema")).toString());

        assertThat(call(operation).toString()).contains("=***").doesNotContain(Sample.SECRET);
    }

    @ParameterizedTest
    @MethodSource("operationsThatGiveSecrets")
    void gives_no_secret_to_a_mapper(DescribedOperation operation) throws Exception {
        api.answers(200, Sample.FULL.answerOf(operation.answer().path("schema")).toString());

        assertThat(MAPPER.writeValueAsString(call(operation))).doesNotContain(Sample.SECRET);
    }

    @ParameterizedTest
    @MethodSource("operationsThatGiveSecrets")
    void hashes_no_secret(DescribedOperation operation) throws Exception {
        String body = Sample.FULL.answerOf(operation.answer().path("schema")).toString();
        api.answers(200, body).answers(200, body.replace(Sample.SECRET, "sk-another"));

        Object one = call(operation);
        Object another = call(operation);

        assertThat(one).isNotEqualTo(another).hasSameHashCodeAs(another);
    }

    @ParameterizedTest
    @MethodSource("operationsThatGiveSecrets")
    void refuses_to_serialize_a_secret(DescribedOperation operation) throws Exception {
        api.answers(200, Sample.FULL.answerOf(operation.answer().path("schema")).toString());
        Object answer = call(operation);

        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(answer)).isInstanceOf(NotSerializableException.class);
        }
    }

    private static Class<?> answerType(DescribedOperation operation) throws Exception {
        return DescribedCall.of(operation).answerType();
    }

    private Object call(DescribedOperation operation) throws Exception {
        return DescribedCall.of(operation).on(api.client());
    }

    private static String pathOf(DescribedOperation operation) {
        String path = operation.path();
        for (JsonNode parameter : operation.parametersIn("path")) {
            String name = parameter.path("name").asText();
            path = path.replace("{" + name + "}", DescribedCall.idFor(camelCase(name)));
        }
        return path;
    }

    private static Map<String, List<String>> queryOf(DescribedOperation operation) {
        Map<String, List<String>> query = new TreeMap<>();
        for (JsonNode parameter : operation.parametersIn("query")) {
            JsonNode value = DescribedCall.valueOf(parameter);
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
        return withoutNulls(MAPPER.readTree(UsersMapper.WITH_SECRETS.writeValueAsString(answer)));
    }

    /** Removes null fields, because records do not distinguish them from absent fields. */
    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(entry -> entry.getValue().isNull());
        }
        node.forEach(EveryOperationTest::withoutNulls);
        return node;
    }
}
