package dev.openaiadmin.testkit.internal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.internal.server.StandaloneServer;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.JsonSource;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultJsonTest {
    @Test
    void reads_one_fault_or_a_list_of_them() {
        assertThat(FaultJson.read("f", "{\"status\": 503}")).hasToString("[503]");
        assertThat(FaultJson.read("f", "[{\"fault\": \"reset\"}, {\"throttle\": 3}, {\"slow\": 0.25}]"))
                .hasToString("[connection reset, more than 3 requests a minute, slow by 250 ms]");
    }

    @Test
    void reads_every_word_of_an_error() {
        HttpResponse<String> refused;
        try (StandaloneServer server = failing("""
                        {"status": 429, "shape": "object-without-param", "code": "slow_down", "message": "Slow down.",
                         "headers": {"x-should-retry": "true"}, "retryAfter": "milliseconds", "wait": 1.5,
                         "on": "listProjects"}""")) {
            refused = list(server);
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .isEqualTo("{\"error\":{\"message\":\"Slow down.\",\"type\":\"requests\",\"code\":\"slow_down\"}}");
        assertThat(refused.headers().firstValue("x-should-retry")).hasValue("true");
        assertThat(refused.headers().firstValue("retry-after-ms")).hasValue("1500");
    }

    @Test
    void reads_how_often_a_fault_happens() {
        try (StandaloneServer server = failing("""
                        [{"status": 500, "times": 2}, {"status": 502, "probability": 0}, {"status": 503, "always": true}]
                        """)) {
            for (int status : new int[] {500, 500, 503, 503}) {
                assertThat(list(server).statusCode()).isEqualTo(status);
            }
        }
    }

    @Test
    void reads_the_seed_of_chance_and_what_is_done_all_the_same() {
        assertThat(FaultJson.read("f", "{\"fault\": \"reset\", \"butDone\": true, \"probability\": 0.1, \"seed\": 42}"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault).hasToString("connection reset, but done");
                    assertThat(fault.trigger().seed()).isEqualTo(42);
                    assertThat(fault.trigger().probability()).isEqualTo(0.1);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fault": "flood"}                | f: /fault: There is no fault 'flood'; known: archived-but-done, expired-
            [{"status": 500}, {"stauts": 1}]  | f: /1/stauts is no word of a fault; known: always, butDone, code, fault,
            [7]                               | f: /0 must be a fault, such as {"fault": "rate-limited"}
            {}                                | f: / must have one of the words fault, status, throttle, slow, but has none
            {"status": 500, "slow": 1}        | f: / must have one of the words fault, status, throttle, slow, but has sta
            {"status": 200}                   | f: /status: status must be from 400 to 599, but was 200
            {"status": "500"}                 | f: /status must be a whole number, but was "500"
            {"slow": 1e9}                     | f: /slow must be seconds, of a day at most, but was 1E+9
            {"status": 500, "times": 0}       | f: /times: times must be at least 1, but was 0
            {"status": 500, "on": "lists"}    | f: /on: There is no operation 'lists'; known: activateCertificates
            {"status": 500, "shape": "round"} | f: /shape must be one of object, object-without-param, sentence, flat, html
            {"status": 500, "wait": 1}        | f: /wait goes with 'retryAfter' only
            {"fault": "reset", "code": "x"}   | f: /code: code cannot be combined with the fault 'connection reset'
            {"status": 500, "headers": {"x": 1}} | f: /headers/x must be a text, but was 1
            {"status": 500, "status": 501}    | f: line 1, column 25: Duplicate field 'status'
            """)
    void says_where_a_mistake_is_and_what_is_known(String json, String mistake) {
        assertThatThrownBy(() -> FaultJson.read("f", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(mistake);
    }

    @Test
    void tells_all_mistakes_at_once() {
        assertThatThrownBy(() -> FaultJson.read("f", "[{\"status\": 1}, {\"status\": 500}, {\"slow\": -1}]"))
                .hasMessage("f: /0/status: status must be from 400 to 599, but was 1\n"
                        + "f: /2/slow: delay must not be negative, but was PT-1S");
    }

    private static StandaloneServer failing(String faults) {
        return StandaloneServer.start(Settings.defaults().beginningWith(JsonSource.NONE, new JsonSource("f", faults)));
    }

    private static HttpResponse<String> list(StandaloneServer server) {
        return PlainHttp.exchange(HttpRequest.newBuilder(URI.create(server.baseUrl() + "/organization/projects"))
                .header("Authorization", "Bearer sk-a"));
    }
}
