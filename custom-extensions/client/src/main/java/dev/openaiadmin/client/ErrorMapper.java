package dev.openaiadmin.client;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.ConnectionException.Reason;
import dev.openaiadmin.client.internal.call.CallFailure;
import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.Durations;
import dev.openaiadmin.client.internal.call.ErrorResponse;
import dev.openaiadmin.client.internal.call.FailureMapper;
import dev.openaiadmin.client.internal.http.TransportFailure;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import java.net.URI;
import java.time.Duration;

/** Creates the public exception for the failure of a call. The only place that does. */
final class ErrorMapper implements FailureMapper {
    private final URI baseUrl;

    ErrorMapper(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public OpenAiAdminException toException(CallFailure failure, CallReport report) {
        if (failure instanceof CallFailure.ReadOnly) {
            return new ReadOnlyException(report.request().operation());
        }
        if (failure instanceof CallFailure.ClientClosed closed) {
            return closed.sent() ? new ClientClosedException(report.request()) : new ClientClosedException();
        }
        return callException(failure, report);
    }

    private CallException callException(CallFailure failure, CallReport report) {
        if (failure instanceof CallFailure.Api api) {
            return apiException(api, report);
        }
        if (failure instanceof CallFailure.Transport transport) {
            return transportException(transport.failure(), report);
        }
        if (failure instanceof CallFailure.Unreadable unreadable) {
            return new UnreadableResponseException(
                    unreadable.problem(),
                    report,
                    unreadable.status(),
                    unreadable.requestId(),
                    unreadable.excerpt(),
                    null);
        }
        if (failure instanceof CallFailure.TooLarge large) {
            return new ResponseTooLargeException(
                    large.limit(), report, large.status(), large.requestId(), large.excerpt());
        }
        if (failure instanceof CallFailure.NoPermit refused) {
            String wait = Durations.format(refused.delay());
            return new RateLimitException(
                    "Held back by the rate limit",
                    refused.lastRefusal().withRetryAfter(refused.delay()),
                    report,
                    "retry after " + wait
                            + ", or allow the call more time with admin.with(options -> options.timeout(...))");
        }
        if (failure instanceof CallFailure.InterruptedBetweenAttempts interrupted) {
            return new InterruptedCallException(
                    report,
                    interrupted.requestId(),
                    interrupted.mayHaveBeenCarriedOut(),
                    toException(interrupted.last(), report));
        }
        if (failure instanceof CallFailure.OutcomeUnknown unknown) {
            return new OutcomeUnknownException(report, callException(unknown.last(), report));
        }
        return new InterruptedCallException(report, null, false, null);
    }

    private static CallException transportException(TransportFailure failure, CallReport report) {
        if (failure instanceof ConnectionFailure connection) {
            return connectionException(connection, report);
        }
        if (failure instanceof TransportFailure.DeadlinePassed passed) {
            return new TimeoutException(report, report.timeout(), passed.requestId(), passed.sent(), passed.cause());
        }
        if (failure instanceof TransportFailure.PoolExhausted pool) {
            return new PoolExhaustedException(report, pool.maxConnections(), pool.waited(), pool.cause());
        }
        if (failure instanceof TransportFailure.BodyCorrupt corrupt) {
            return new UnreadableResponseException(
                    corrupt.problem(),
                    report,
                    corrupt.status(),
                    corrupt.requestId(),
                    "(not decompressed)",
                    corrupt.cause());
        }
        return new InterruptedCallException(report, failure.requestId(), failure.sent(), failure.cause());
    }

    private static ConnectionException connectionException(ConnectionFailure failure, CallReport report) {
        Reason reason = Reason.of(failure.kind());
        String what = reason.what();
        String advice = reason.advice();
        switch (failure.kind()) {
            case CLIENT_CERTIFICATE -> {
                what = "The server requires a client certificate";
                advice = "add a certificate and its key with sslContext(...)";
            }
            case PROXY_LOGIN_REQUIRED -> {
                what = "The proxy requires a login";
                advice = "set the user and the password of the proxy with ProxySettings.withLogin(...)";
            }
            case PROXY_LOGIN_REFUSED -> {
                what = "The proxy refused the login";
                advice = "check the user and the password of the proxy";
            }
            default -> {
                // The advice of the reason is complete.
            }
        }
        return new ConnectionException(
                reason, what, advice, report, failure.requestId(), failure.sent(), failure.cause());
    }

    private ApiException apiException(CallFailure.Api failure, CallReport report) {
        ErrorResponse response = failure.response();
        return switch (response.kind()) {
            case BAD_REQUEST -> new BadRequestException("Refused", response, report, "");
            case CURSOR_REFUSED -> new RefusedCursorException("Refused", response, report, "start the list again");
            case AUTHENTICATION ->
                new AuthenticationException(
                        "Not authenticated",
                        response,
                        report,
                        "check that the key is an admin key of this organization and has not been revoked");
            case MISSING_SCOPE ->
                new MissingScopeException(
                        "Missing scope " + String.join(", ", response.missingScopes()),
                        response,
                        report,
                        "an owner can create an admin key that has it, in the settings of the organization");
            case PERMISSION ->
                new PermissionException(
                        "Not permitted", response, report, "an owner can create an admin key with this permission");
            case NOT_FOUND ->
                new NotFoundException(
                        "Not found",
                        response,
                        report,
                        failure.perhapsDeleted()
                                ? "an earlier attempt of this call has probably deleted it"
                                : "a new object may be missing for up to a minute");
            case UNKNOWN_URL -> unknownUrl(response, report);
            case CONFLICT -> new ConflictException("In conflict", response, report, "read the object and decide again");
            case RATE_LIMIT -> new RateLimitException("Rate limited", response, report, retryAfter(response));
            case LIMIT_REACHED ->
                new ApiException(
                        "Limit reached",
                        response,
                        report,
                        "waiting does not help: an owner has to raise the limit or add credit");
            case SERVER -> new ServerException("The API failed", response, report, retryAfter(response));
            case REDIRECT ->
                new ApiException("Redirected", response, report, "redirects are not followed: check the base URL");
            case OTHER -> new ApiException("Refused", response, report, "");
        };
    }

    private ApiException unknownUrl(ErrorResponse response, CallReport report) {
        String path = baseUrl.getPath();
        String advice = "nothing at " + baseUrl + " serves the API there: check the base URL"
                + (path != null && path.endsWith("/v1") ? "" : ", which usually ends with /v1");
        return response.status() == 404
                ? new NotFoundException("Unknown URL", response, report, advice)
                : new ApiException("Unknown URL", response, report, advice);
    }

    private static String retryAfter(ErrorResponse response) {
        Duration wait = response.retryAfter();
        return wait == null ? "" : "retry after " + Durations.format(wait);
    }
}
