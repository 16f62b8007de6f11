package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.client.internal.call.AttemptResult.Failure;
import dev.openaiadmin.client.internal.call.AttemptResult.Success;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.SendResult;
import dev.openaiadmin.client.internal.http.TransportFailure;
import dev.openaiadmin.client.internal.json.JsonCodec;
import dev.openaiadmin.client.internal.json.UnreadableJsonException;
import dev.openaiadmin.model.Deletion;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what was received into the result of the operation, or into the reason why there is none. */
public final class ResponseDecoder {
    private static final int SHOWN = 200;
    /** The API would name the kind of object here. A 404 does not, and an empty response does not either. */
    private static final String DELETED = "deleted";

    private final JsonCodec json;
    private final Authorization authorization;
    private final Clock clock;

    ResponseDecoder(JsonCodec json, Authorization authorization, Clock clock) {
        this.json = json;
        this.authorization = authorization;
        this.clock = clock;
    }

    <T> AttemptResult<T> decode(SendResult received, HttpRequest request, Call call, Class<T> type) {
        if (received instanceof TransportFailure failure) {
            return new Failure<>(failureOf(failure, request));
        }
        HttpResponse response = (HttpResponse) received;
        if (response.isSuccess()) {
            return isConfirmedDeletion(response, type)
                    ? success(deletion(call.operation(), call.lastPathParameter()))
                    : read(response, request.authorizations(), type);
        }
        CallFailure.Api failure = error(response, request, call);
        return failure.perhapsDeleted() && type == Deletion.class
                ? success(deletion(call.operation(), call.lastPathParameter()))
                : new Failure<>(failure);
    }

    /** Turns the failure of the transport into one of the call. */
    public static CallFailure failureOf(TransportFailure failure, HttpRequest request) {
        if (failure instanceof TransportFailure.TransportClosed closed) {
            return new CallFailure.ClientClosed(closed.sent());
        }
        if (failure instanceof TransportFailure.BodyTooLarge large) {
            return new CallFailure.TooLarge(
                    large.limit(),
                    large.status(),
                    large.requestId(),
                    Redactor.of(request.authorizations()).excerpt(large.beginning(), SHOWN));
        }
        return new CallFailure.Transport(failure);
    }

    /** Reads the error of a response that is not a success. */
    public CallFailure.Api error(HttpResponse response, HttpRequest request, Call call) {
        List<String> credentials = request.authorizations();
        ErrorResponse error = ErrorResponse.of(response, Redactor.of(credentials), clock.now());
        return new CallFailure.Api(
                error,
                error.kind() == ErrorKind.AUTHENTICATION
                        && !credentials.isEmpty()
                        && authorization.isReplacedAfterRefusal(credentials.get(0)),
                error.kind() == ErrorKind.NOT_FOUND
                        && call.retryRule() == RetryRule.DELETE
                        && call.isPerhapsCarriedOut());
    }

    /**
     * Reads the body of a successful response.
     *
     * @param credentials the values of the {@code Authorization} header, to mask them in excerpts
     */
    public <T> AttemptResult<T> read(HttpResponse response, List<String> credentials, Type type) {
        CallFailure.Unreadable problem = problemOf(response, credentials);
        if (problem != null) {
            return new Failure<>(problem);
        }
        try {
            return success(json.decode(response.body(), type));
        } catch (UnreadableJsonException e) {
            return new Failure<>(unreadable(
                    "Unreadable response: " + Redactor.shortened(String.valueOf(e.getMessage()), SHOWN),
                    response,
                    credentials));
        }
    }

    @SuppressWarnings("unchecked") // the codec returns objects of the type that it was asked for
    private static <T> AttemptResult<T> success(Object value) {
        return new Success<>((T) value);
    }

    private static CallFailure.@Nullable Unreadable problemOf(HttpResponse response, List<String> credentials) {
        if (response.body().length == 0) {
            return unreadable("The response has no body", response, credentials);
        }
        String contentType = response.headers().first("content-type");
        return contentType == null || isJson(contentType)
                ? null
                // For example, the login page of a network responds with HTML.
                : unreadable("The response is of type " + Redactor.shortened(contentType, 80), response, credentials);
    }

    /** Such as {@code application/json; charset=utf-8}, or {@code application/problem+json}. */
    private static boolean isJson(String contentType) {
        if (contentType.equals("application/json")) {
            return true;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static CallFailure.Unreadable unreadable(String problem, HttpResponse response, List<String> credentials) {
        Redactor redactor = Redactor.of(credentials);
        return new CallFailure.Unreadable(
                redactor.mask(problem),
                response.status(),
                response.requestId(),
                redactor.excerpt(response.body(), SHOWN));
    }

    /** Returns whether the API confirmed a deletion without a body, as with status 204. */
    public static boolean isConfirmedDeletion(HttpResponse response, Type type) {
        return type == Deletion.class && response.body().length == 0;
    }

    /**
     * Returns the result of a deletion that the API confirmed without a body, or that an earlier attempt had carried out.
     *
     * @param id the last part of the path
     */
    public static Deletion deletion(OperationSpec<?> operation, @Nullable String id) {
        return Deletion.builder()
                .object(DELETED)
                .id(operation.path().endsWith("}") ? id : null)
                .deleted(true)
                .build();
    }
}
