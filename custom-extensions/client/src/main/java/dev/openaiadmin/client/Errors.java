package dev.openaiadmin.client;

import feign.Response;
import feign.codec.ErrorDecoder;
import java.util.function.Predicate;

/** Makes an exception with a name out of an error response. */
final class Errors implements ErrorDecoder {
    private final Predicate<ApiRequest> keyReplaced;
    private final Time time;

    /**
     * @param keyReplaced told of every 401; whether there is another key now
     */
    Errors(Predicate<ApiRequest> keyReplaced, Time time) {
        this.keyReplaced = keyReplaced;
        this.time = time;
    }

    @Override
    public CallException decode(String methodKey, Response response) {
        return named(Answer.of(response));
    }

    CallException named(Answer failed) {
        ErrorAnswer answer = ErrorAnswer.of(failed, time.now());
        if ((answer.status() == 401 || answer.status() == 403) && MissingScopeException.isMeantBy(answer)) {
            // A key that lacks a scope is a good key: its source is not told.
            return new MissingScopeException(answer);
        }
        return switch (answer.status()) {
            case 400, 422 ->
                RefusedCursorException.isMeantBy(answer)
                        ? new RefusedCursorException("Refused", answer)
                        : new BadRequestException("Refused", answer, "");
            case 401 ->
                new AuthenticationException(
                        "Not authenticated",
                        answer,
                        "check that the key is an admin key of this organization and has not been revoked",
                        keyReplaced.test(failed.request()));
            case 403 ->
                new PermissionException("Not permitted", answer, "an owner can make an admin key that may do this");
            case 404 ->
                new NotFoundException("Not found", answer, "what was created just now may take up to a minute to show");
            case 409 -> new ConflictException("In conflict", answer, "read the object and decide anew");
            case 429 ->
                isOutOfMoney(answer)
                        ? new ApiException("Over the limit", answer, "waiting does not help: a limit has to be raised")
                        : new RateLimitException("Rate limited", answer, wait(answer));
            case 408, 500, 502, 503, 504 -> new ServerException("The API failed", answer, wait(answer));
            default -> unexpected(answer);
        };
    }

    /** The status is that of too many requests, but it is the money that has run out. */
    private static boolean isOutOfMoney(ErrorAnswer answer) {
        String code = answer.code();
        return code != null && (code.equals("insufficient_quota") || code.endsWith("_spend_limit_exceeded"));
    }

    private static CallException unexpected(ErrorAnswer answer) {
        if (answer.status() >= 500) {
            return new ServerException("The API failed", answer, wait(answer));
        }
        return answer.status() < 400
                ? new ApiException("Redirected", answer, "redirects are not followed: check the base URL")
                : new ApiException("Refused", answer, "");
    }

    private static String wait(ErrorAnswer answer) {
        return answer.retryAfter() == null ? "" : "retry after " + Durations.inWords(answer.retryAfter());
    }
}
