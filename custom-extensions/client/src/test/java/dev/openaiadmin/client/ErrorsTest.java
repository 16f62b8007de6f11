package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @ParameterizedTest
    @CsvSource({
        "307, ApiException",
        "400, BadRequestException",
        "401, AuthenticationException",
        "403, PermissionException",
        "404, NotFoundException",
        "409, ConflictException",
        "418, ApiException",
        "422, BadRequestException",
        "429, RateLimitException",
        "500, ServerException",
        "599, ServerException"
    })
    void throws_the_exception_of_the_status(int status, String type) {
        ApiException failure = failureOn(status, "{}");

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure.status()).isEqualTo(status);
    }

    @Test
    void has_all_that_the_api_sent() {
        ApiException failure = failureOn(
                400,
                "{\"error\": {\"message\": \"Bad name.\", \"type\": \"invalid_request_error\","
                        + " \"param\": \"name\", \"code\": \"invalid_name\"}}",
                "X-Request-Id",
                "req_1");

        assertThat(failure)
                .hasMessage("Refused on GET /organization/projects/proj_1 (400, request req_1): \"Bad name.\"")
                .returns("Bad name.", ApiException::apiMessage)
                .returns("invalid_request_error", ApiException::type)
                .returns("name", ApiException::param)
                .returns("invalid_name", ApiException::code)
                .returns("req_1", ApiException::requestId)
                .returns("retrieveProject", ApiException::operation)
                .returns("GET", ApiException::method)
                .returns("/organization/projects/proj_1", ApiException::path)
                .returns(1, ApiException::attempts)
                .returns(
                        Map.of("content-length", List.of("109"), "x-request-id", List.of("req_1")),
                        ApiException::headers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error": {"message": "Said.", "type": "t"}}                | Said.
            {"error": {"message": "Said.", "code": null, "param": null}} | Said.
            {"error": "Said."}                                          | Said.
            {"code": 404, "message": "Said."}                           | Said.
            <html><body>Bad gateway</body></html>                       |
            {"error": 5}                                                |
            [1, 2]                                                      |
            null                                                        |
            ''                                                          |
            """)
    void finds_the_message_in_each_form_of_body(String body, String message) {
        assertThat(failureOn(404, body).apiMessage()).isEqualTo(message);
    }

    @Test
    void keeps_the_start_of_a_body_that_is_not_json() {
        assertThat(failureOn(502, "<html>\n<body>Bad   gateway</body>").body())
                .isEqualTo("<html> <body>Bad gateway</body>");
    }

    @Test
    void shortens_a_long_body() {
        assertThat(failureOn(400, "x".repeat(100_000)).body()).hasSize(4096 + 1).endsWith("…");
    }

    @Test
    void masks_keys_that_the_api_repeats() {
        ApiException failure = failureOn(
                401, "{\"error\": {\"message\": \"Incorrect API key provided: sk-admin-canary_1-2. Find yours.\"}}");

        assertThat(failure.getMessage() + failure.apiMessage() + failure.body())
                .contains("sk-***. Find yours.")
                .doesNotContain("canary");
    }

    @Test
    void does_not_follow_a_redirect() {
        api.answers(307, "", "Location", "https://elsewhere.example/");

        assertThatThrownBy(() -> api.client().projects().archive("proj_1"))
                .hasMessage("Redirected on POST /organization/projects/proj_1/archive (307);"
                        + " redirects are not followed: check the base URL");
        assertThat(api.requests).hasSize(1);
    }

    private ApiException failureOn(int status, String body, String... headers) {
        api.answers(status, body == null ? "null" : body, headers);
        return catchThrowableOfType(
                ApiException.class,
                () -> api.client()
                        .with(options -> options.maxAttempts(1))
                        .projects()
                        .retrieve("proj_1"));
    }
}
