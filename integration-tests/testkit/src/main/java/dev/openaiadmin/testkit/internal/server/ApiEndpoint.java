package dev.openaiadmin.testkit.internal.server;

import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.HttpRequest;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import dev.openaiadmin.testkit.internal.contract.RandomId;
import dev.openaiadmin.testkit.internal.faults.InjectedFault;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The API: finds the organization and the operation of a request, checks the request, and lets the organization handle it. */
final class ApiEndpoint implements Endpoint {
    private static final String JSON = "application/json";
    private static final String API_VERSION = "2020-10-01";

    private final Contract contract = Contract.published();
    private final OrganizationDirectory organizations;

    ApiEndpoint(OrganizationDirectory organizations) {
        this.organizations = organizations;
    }

    @Override
    public boolean serves(String path) {
        return true;
    }

    @Override
    public HttpResponse handle(RawRequest raw) {
        long start = System.nanoTime();
        String requestId = RandomId.of("req_");
        String key = BearerToken.in(raw.header("Authorization"));
        HostedOrganization organization = organizations.find(key);
        String adminKeyId =
                organization == null ? null : organization.resources().authenticate(key);
        HttpResponse response;
        if (organization == null || adminKeyId == null) {
            response = isInApi(raw.path())
                    ? unauthorized(raw)
                    : json(outsideApi(raw).response());
        } else {
            response = respond(organization, raw, request(raw, adminKeyId), requestId)
                    .withHeader("openai-organization", organization.resources().organizationId());
        }
        return response.withHeader("x-request-id", requestId)
                .withHeader("openai-version", API_VERSION)
                .withHeader("openai-processing-ms", String.valueOf((System.nanoTime() - start) / 1_000_000));
    }

    private HttpResponse respond(
            HostedOrganization organization, RawRequest raw, HttpRequest request, String requestId) {
        List<ContractViolation> violations = new ArrayList<>();
        List<ContractOperation> atPath = isInApi(raw.path()) ? contract.at(request.path()) : List.of();
        ContractOperation operation = atPath.stream()
                .filter(candidate -> candidate.method().equals(request.method()))
                .findFirst()
                .orElse(null);
        InjectedFault fault = null;
        HttpResponse response;
        if (namesAnotherOrganization(raw, organization)) {
            response = json(mismatchedOrganization().response());
        } else if (operation == null) {
            response = atPath.isEmpty() ? unknownPath(raw, violations) : wrongMethod(request, atPath, violations);
        } else {
            OperationRequest read = operation.read(request, violations);
            fault = violations.isEmpty() ? organization.fault(read) : null;
            if (!violations.isEmpty()) {
                OperationResponse refusal = refused(request, violations.get(0));
                check(operation, refusal, violations);
                response = json(refusal);
            } else if (fault == null) {
                OperationResponse handled = handle(organization, read, violations);
                check(operation, handled, violations);
                response = json(handled);
            } else {
                // Not checked: no contract says what the real API does when it fails.
                response = fault.response(read, organization.resources()::handle);
            }
        }
        organization.recordViolations(request.line(), violations);
        organization.record(new RequestRecord(
                operation == null ? null : operation.id(),
                request.method(),
                request.url(),
                response.status(),
                requestId,
                operation == null ? null : operation.repeat(),
                fault == null ? null : fault.fault().toString(),
                violations.stream().map(ContractViolation::what).toList()));
        return response;
    }

    private static boolean namesAnotherOrganization(RawRequest raw, HostedOrganization organization) {
        String named = raw.header("OpenAI-Organization");
        return named != null && !named.equals(organization.resources().organizationId());
    }

    private static ApiErrorException mismatchedOrganization() {
        return ApiErrorException.unauthorized(
                "mismatched_organization", "OpenAI-Organization header should match organization for API key");
    }

    private static OperationResponse handle(
            HostedOrganization organization, OperationRequest request, List<ContractViolation> violations) {
        try {
            return organization.resources().handle(request);
        } catch (RuntimeException e) {
            violations.add(new ContractViolation(
                    ContractViolation.Kind.INVALID, null, "the kit failed to handle the request: " + e));
            return ApiErrorException.serverError("The server had an error while processing your request.")
                    .response();
        }
    }

    private static void check(
            ContractOperation operation, OperationResponse response, List<ContractViolation> violations) {
        for (ContractViolation violation : operation.violationsOf(response)) {
            violations.add(new ContractViolation(
                    violation.kind(), null, "the kit itself violates the contract: " + violation.what()));
        }
    }

    private HttpResponse unknownPath(RawRequest raw, List<ContractViolation> violations) {
        violations.add(new ContractViolation(ContractViolation.Kind.INVALID, null, "the path is not in the contract"));
        return json(outsideApi(raw).response());
    }

    private ApiErrorException outsideApi(RawRequest raw) {
        String reason = "Unknown request URL: " + raw.method() + " " + raw.path() + ".";
        if (!isInApi(raw.path()) && !contract.at(raw.path()).isEmpty()) {
            reason += " The API is below " + contract.basePath() + ": end the base URL with it.";
        } else if (raw.path().endsWith("/")) {
            reason += " The paths of the API do not end with a slash.";
        }
        return ApiErrorException.refused(404, "unknown_url", reason);
    }

    private static HttpResponse wrongMethod(
            HttpRequest request, List<ContractOperation> atPath, List<ContractViolation> violations) {
        String known = atPath.stream().map(ContractOperation::method).sorted().collect(Collectors.joining(", "));
        String what =
                "the method is not in the contract; known for " + atPath.get(0).path() + ": " + known;
        violations.add(new ContractViolation(ContractViolation.Kind.INVALID, null, what));
        return json(ApiErrorException.refused(
                                405,
                                "method_not_supported",
                                "Not allowed to " + request.method() + " on " + request.path() + ". Known methods: "
                                        + known + ".")
                        .response())
                .withHeader("Allow", known);
    }

    private static OperationResponse refused(HttpRequest request, ContractViolation violation) {
        String message = violation.apiMessage();
        return ApiErrorException.badRequest(
                        violation.code(),
                        violation.parameter(),
                        message == null ? request.line() + ": " + violation.what() : message)
                .response();
    }

    private static HttpResponse unauthorized(RawRequest raw) {
        ApiErrorException error = raw.header("Authorization") == null
                ? ApiErrorException.unauthorized(null, "Missing bearer authentication in header")
                : ApiErrorException.unauthorized("invalid_api_key", "Incorrect API key provided.");
        return json(error.response()).withHeader("WWW-Authenticate", "Bearer realm=\"OpenAI API\"");
    }

    private boolean isInApi(String path) {
        return path.startsWith(contract.basePath() + "/");
    }

    private HttpRequest request(RawRequest raw, String adminKeyId) {
        String path = raw.path();
        String contentType = raw.header("Content-Type");
        return new HttpRequest(
                raw.method(),
                isInApi(path) ? path.substring(contract.basePath().length()) : path,
                raw.query(),
                contentType == null ? "" : contentType,
                raw.text(),
                adminKeyId);
    }

    /** Returns a response of the API, or an error in its shape. */
    static HttpResponse json(OperationResponse response) {
        return HttpResponse.of(response.status(), JSON, response.body().toString());
    }
}
