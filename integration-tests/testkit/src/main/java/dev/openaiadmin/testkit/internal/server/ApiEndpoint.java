package dev.openaiadmin.testkit.internal.server;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.HttpRequest;
import dev.openaiadmin.testkit.internal.contract.HttpResponse;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import dev.openaiadmin.testkit.internal.contract.RandomId;
import dev.openaiadmin.testkit.internal.faults.InjectedFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a request is answered, from top to bottom in {@link #answer}; WireMock only carries it. */
public final class ApiEndpoint implements ResponseDefinitionTransformerV2, HostedOrganization.KeyRegistry {
    static final String NAME = "openai-admin-organization";

    private final Contract contract = Contract.published();
    private final KeyMasking hiddenKeys = new KeyMasking();
    /** By admin key, those that are revoked included: every test has its own organization on one server. */
    private final Map<String, HostedOrganization> organizations = new ConcurrentHashMap<>();

    private final Function<String, @Nullable HostedOrganization> newcomers;

    /** Knows the organizations that it is given, and refuses the keys of others. */
    public ApiEndpoint() {
        this(unused -> null);
    }

    /**
     * Makes organizations when their keys are seen first.
     *
     * @param newcomers makes an organization for a key, or null when the key is to be refused
     */
    public ApiEndpoint(Function<String, @Nullable HostedOrganization> newcomers) {
        this.newcomers = newcomers;
    }

    public void add(HostedOrganization organization) {
        add(organization.adminKey(), organization);
        organization.registerKeysAt(this);
    }

    public void remove(HostedOrganization organization) {
        organizations.values().removeIf(found -> found == organization);
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        String authorization = request.getHeader("Authorization");
        HostedOrganization organization = ownerOf(authorization);
        String adminKeyId =
                organization == null ? null : organization.resources().authenticate(keyIn(authorization));
        if (organization == null || adminKeyId == null) {
            return encoded(HttpResponse.of(unauthorized(authorization).response()), "req_unauthorized");
        }
        String requestId = RandomId.of("req_");
        return encoded(answer(organization, httpRequest(request, adminKeyId), requestId), requestId);
    }

    private HttpResponse answer(HostedOrganization organization, HttpRequest request, String requestId) {
        List<ContractViolation> violations = new ArrayList<>();
        ContractOperation operation = operation(request, violations);
        OperationRequest read = operation == null ? null : operation.read(request, violations);
        InjectedFault injection = read == null || !violations.isEmpty() ? null : organization.fault(read);
        HttpResponse outcome;
        if (read == null) {
            outcome = HttpResponse.of(refused(request, violations));
        } else if (injection == null) {
            OperationResponse answer =
                    violations.isEmpty() ? organization.resources().handle(read) : refused(request, violations);
            outcome = HttpResponse.of(checked(read.operation(), answer, violations));
        } else {
            // Not checked: what the real API does when it fails is in no contract.
            outcome = injection.response(read, organization.resources()::handle);
        }
        organization.recordViolations(request.line(), violations);
        organization.record(new RequestRecord(
                operation == null ? null : operation.id(),
                request.method(),
                request.url(),
                outcome.status(),
                requestId,
                operation == null ? null : operation.repeat(),
                injection == null ? null : injection.fault().toString(),
                violations.stream().map(ContractViolation::what).toList()));
        return outcome;
    }

    private static OperationResponse checked(
            ContractOperation operation, OperationResponse answer, List<ContractViolation> violations) {
        for (ContractViolation violation : operation.violationsOf(answer)) {
            violations.add(new ContractViolation(null, "the kit broke the contract itself: " + violation.what()));
        }
        return answer;
    }

    private @Nullable ContractOperation operation(HttpRequest request, List<ContractViolation> violations) {
        List<ContractOperation> atPath = contract.at(request.path());
        if (atPath.isEmpty()) {
            violations.add(new ContractViolation(null, "the path is not in the contract"));
        }
        for (ContractOperation operation : atPath) {
            if (operation.method().equals(request.method())) {
                return operation;
            }
        }
        if (!atPath.isEmpty()) {
            violations.add(new ContractViolation(
                    null,
                    "the method is not in the contract; known for "
                            + atPath.get(0).path() + ": "
                            + String.join(
                                    ", ",
                                    atPath.stream()
                                            .map(ContractOperation::method)
                                            .toList())));
        }
        return null;
    }

    private OperationResponse refused(HttpRequest request, List<ContractViolation> violations) {
        ContractViolation first = violations.get(0);
        String reason = request.line() + ": " + first.what();
        List<ContractOperation> atPath = contract.at(request.path());
        if (atPath.isEmpty()) {
            return ApiErrorException.notFound(reason).response();
        }
        return atPath.stream().anyMatch(operation -> operation.method().equals(request.method()))
                ? ApiErrorException.badRequest("invalid_request", first.parameter(), reason)
                        .response()
                : ApiErrorException.methodNotAllowed(reason).response();
    }

    /** The organization that a bearer token belongs to, be it revoked, or null when there is none. */
    @Nullable
    public HostedOrganization ownerOf(@Nullable String authorization) {
        String key = keyIn(authorization);
        return key.isEmpty() ? null : organizations.computeIfAbsent(key, this::newcomer);
    }

    private @Nullable HostedOrganization newcomer(String key) {
        HostedOrganization organization = newcomers.apply(key);
        if (organization != null) {
            organization.registerKeysAt(this);
        }
        return organization;
    }

    @Override
    public void add(String key, HostedOrganization organization) {
        organizations.put(key, organization);
    }

    @Override
    public void removeCreated(HostedOrganization organization) {
        organizations
                .entrySet()
                .removeIf(entry ->
                        entry.getValue() == organization && !entry.getKey().equals(organization.adminKey()));
    }

    private String keyIn(@Nullable String authorization) {
        return authorization == null ? "" : hiddenKeys.keyIn(authorization);
    }

    /** What has to come before this, for requests to come with keys that it can find. */
    public KeyMasking hiddenKeys() {
        return hiddenKeys;
    }

    private static ApiErrorException unauthorized(@Nullable String authorization) {
        return authorization == null
                ? ApiErrorException.unauthorized(null, "Missing bearer authentication in header")
                : ApiErrorException.unauthorized("invalid_api_key", "Incorrect API key provided.");
    }

    private HttpRequest httpRequest(Request request, String adminKeyId) {
        String url = request.getUrl();
        int question = url.indexOf('?');
        String path = question < 0 ? url : url.substring(0, question);
        String contentType = request.getHeader("Content-Type");
        return new HttpRequest(
                request.getMethod().getName(),
                path.startsWith(contract.basePath())
                        ? path.substring(contract.basePath().length())
                        : path,
                question < 0 ? null : url.substring(question + 1),
                contentType == null ? "" : contentType,
                request.getBodyAsString(),
                adminKeyId);
    }

    private static ResponseDefinition encoded(HttpResponse outcome, String requestId) {
        if (outcome.end() == HttpResponse.End.RESET) {
            return new ResponseDefinitionBuilder()
                    .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
                    .build();
        }
        ResponseDefinitionBuilder response = new ResponseDefinitionBuilder()
                .withStatus(outcome.status())
                .withHeader("Content-Type", outcome.contentType())
                .withHeader("x-request-id", requestId)
                .withFixedDelay(Math.toIntExact(outcome.delay().toMillis()));
        outcome.headers().forEach(response::withHeader);
        String body = outcome.body();
        if (outcome.end() == HttpResponse.End.TRUNCATED) {
            // A length that is never reached ends as it does when a server dies: in the middle of the body.
            response.withHeader("Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length))
                    .withBody(body.substring(0, body.length() / 2));
        } else {
            response.withBody(body);
        }
        return response.build();
    }
}
