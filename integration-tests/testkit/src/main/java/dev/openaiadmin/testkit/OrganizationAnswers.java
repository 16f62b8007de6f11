package dev.openaiadmin.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a request is answered, from top to bottom in {@link #answer}; WireMock only carries it. */
final class OrganizationAnswers implements ResponseDefinitionTransformerV2 {
    static final String NAME = "openai-admin-organization";

    private final Contract contract = Contract.published();
    private final HiddenKeys hiddenKeys = new HiddenKeys();
    /** By admin key, those that are revoked included: every test has its own organization on one server. */
    private final Map<String, InMemoryOrganization> organizations = new ConcurrentHashMap<>();

    private final Function<String, @Nullable InMemoryOrganization> newcomers;

    /** Knows the organizations that it is given, and refuses the keys of others. */
    OrganizationAnswers() {
        this(unused -> null);
    }

    /**
     * Makes organizations when their keys are seen first.
     *
     * @param newcomers makes an organization for a key, or null when the key is to be refused
     */
    OrganizationAnswers(Function<String, @Nullable InMemoryOrganization> newcomers) {
        this.newcomers = newcomers;
    }

    void add(InMemoryOrganization organization) {
        organizations.put(organization.adminKey(), organization);
        open(organization);
    }

    void remove(InMemoryOrganization organization) {
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
        InMemoryOrganization organization = ownerOf(authorization);
        String adminKeyId = organization == null ? null : organization.admit(keyIn(authorization));
        if (organization == null || adminKeyId == null) {
            return encoded(Outcome.of(unauthorized(authorization).answer()), "req_unauthorized");
        }
        String requestId = organization.newRequestId();
        return encoded(answer(organization, httpRequest(request, adminKeyId), requestId), requestId);
    }

    private Outcome answer(InMemoryOrganization organization, HttpRequest request, String requestId) {
        List<Breach> breaches = new ArrayList<>();
        ContractOperation operation = operation(request, breaches);
        ApiRequest read = operation == null ? null : operation.read(request, breaches);
        Injection injection = read == null || !breaches.isEmpty() ? null : organization.strike(read);
        Outcome outcome;
        if (read == null) {
            outcome = Outcome.of(refused(request, breaches));
        } else if (injection == null) {
            Answer answer = breaches.isEmpty() ? organization.answer(read) : refused(request, breaches);
            outcome = Outcome.of(checked(read.operation(), answer, breaches));
        } else {
            // Not checked: what the real API does when it fails is in no contract.
            outcome = injection.outcome(read, organization::answer);
        }
        organization.recordBreaches(request.line(), breaches);
        organization.record(new RecordedRequest(
                operation == null ? null : operation.id(),
                request.method(),
                request.url(),
                outcome.status(),
                requestId,
                operation == null ? null : operation.repeat(),
                injection == null ? null : injection.fault().toString(),
                breaches.stream().map(Breach::what).toList()));
        return outcome;
    }

    private static Answer checked(ContractOperation operation, Answer answer, List<Breach> breaches) {
        for (Breach breach : operation.breachesOf(answer)) {
            breaches.add(new Breach(null, "the kit broke the contract itself: " + breach.what()));
        }
        return answer;
    }

    private @Nullable ContractOperation operation(HttpRequest request, List<Breach> breaches) {
        List<ContractOperation> atPath = contract.at(request.path());
        if (atPath.isEmpty()) {
            breaches.add(new Breach(null, "the path is not in the contract"));
        }
        for (ContractOperation operation : atPath) {
            if (operation.method().equals(request.method())) {
                return operation;
            }
        }
        if (!atPath.isEmpty()) {
            breaches.add(new Breach(
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

    private Answer refused(HttpRequest request, List<Breach> breaches) {
        Breach first = breaches.get(0);
        String reason = request.line() + ": " + first.what();
        List<ContractOperation> atPath = contract.at(request.path());
        if (atPath.isEmpty()) {
            return Refusal.notFound(reason).answer();
        }
        return atPath.stream().anyMatch(operation -> operation.method().equals(request.method()))
                ? Refusal.badRequest("invalid_request", first.parameter(), reason)
                        .answer()
                : Refusal.methodNotAllowed(reason).answer();
    }

    /** The organization that a bearer token belongs to, be it revoked, or null when there is none. */
    @Nullable
    InMemoryOrganization ownerOf(@Nullable String authorization) {
        String key = keyIn(authorization);
        return key.isEmpty() ? null : organizations.computeIfAbsent(key, this::newcomer);
    }

    private @Nullable InMemoryOrganization newcomer(String key) {
        InMemoryOrganization organization = newcomers.apply(key);
        if (organization != null) {
            open(organization);
        }
        return organization;
    }

    private void open(InMemoryOrganization organization) {
        organization.adminApiKeys().opener(key -> organizations.put(key, organization));
    }

    private String keyIn(@Nullable String authorization) {
        return authorization == null ? "" : hiddenKeys.keyIn(authorization);
    }

    /** What has to come before this, for requests to come with keys that it can find. */
    HiddenKeys hiddenKeys() {
        return hiddenKeys;
    }

    private static Refusal unauthorized(@Nullable String authorization) {
        return authorization == null
                ? Refusal.unauthorized(null, "Missing bearer authentication in header")
                : Refusal.unauthorized("invalid_api_key", "Incorrect API key provided.");
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

    private static ResponseDefinition encoded(Outcome outcome, String requestId) {
        if (outcome.end() == Outcome.End.RESET) {
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
        if (outcome.end() == Outcome.End.TRUNCATED) {
            // A length that is never reached ends as it does when a server dies: in the middle of the body.
            response.withHeader("Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length))
                    .withBody(body.substring(0, body.length() / 2));
        } else {
            response.withBody(body);
        }
        return response.build();
    }
}
