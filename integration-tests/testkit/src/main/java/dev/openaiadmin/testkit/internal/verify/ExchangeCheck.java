package dev.openaiadmin.testkit.internal.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.HttpRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import dev.openaiadmin.testkit.internal.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares exchanges with the description. */
final class ExchangeCheck {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();
    private static final int NOT_FOUND = 404;

    private final Contract contract = Contract.published();

    /** A difference, and where it was seen. */
    record Finding(Difference difference, String place) {}

    /** Returns how an exchange differs from the description. */
    List<Finding> check(Exchange exchange) {
        ContractOperation operation = contract.find(exchange.method(), exchange.path());
        if (operation == null) {
            return exchange.status() == NOT_FOUND
                    ? List.of()
                    : List.of(new Finding(
                            new Difference(
                                    Kind.UNDOCUMENTED_OPERATION,
                                    exchange.method() + " " + withoutIds(exchange.path()),
                                    "with status " + exchange.status()),
                            ""));
        }
        List<Finding> findings = new ArrayList<>();
        if (exchange.succeeded() && exchange.requestBody() != null) {
            checkRequest(exchange, exchange.requestBody(), operation, findings);
        }
        checkResponse(exchange, operation, findings);
        return findings;
    }

    private static void checkRequest(
            Exchange exchange, String body, ContractOperation operation, List<Finding> findings) {
        List<ContractViolation> violations = new ArrayList<>();
        operation.read(
                new HttpRequest(exchange.method(), exchange.path(), exchange.query(), exchange.requestType(), body, ""),
                violations);
        for (ContractViolation violation : violations) {
            findings.add(new Finding(
                    new Difference(
                            Kind.REQUEST_REFUSED_BY_CONTRACT,
                            operation.id(),
                            "but taken by the API: " + withoutValue(violation.what())),
                    violation.pointer()));
        }
    }

    private static void checkResponse(Exchange exchange, ContractOperation operation, List<Finding> findings) {
        JsonNode body;
        try {
            body = JSON.readTree(exchange.responseBody());
        } catch (JsonProcessingException e) {
            body = MissingNode.getInstance();
        }
        if (body.isMissingNode()) {
            findings.add(new Finding(
                    new Difference(
                            Kind.INVALID_RESPONSE,
                            operation.id(),
                            "with status " + exchange.status() + ": the body is not JSON"),
                    ""));
            return;
        }
        for (ContractViolation violation : operation.violationsOf(new OperationResponse(exchange.status(), body))) {
            findings.add(new Finding(difference(violation, exchange, operation, body), violation.pointer()));
        }
    }

    private static Difference difference(
            ContractViolation violation, Exchange exchange, ContractOperation operation, JsonNode body) {
        String place = place(violation.pointer());
        JsonNode value = body.at(violation.pointer());
        return switch (violation.kind()) {
            case UNKNOWN_PARAMETER -> new Difference(Kind.UNKNOWN_FIELD, operation.id(), place + ": " + type(value));
            case MISSING_PARAMETER -> new Difference(Kind.MISSING_REQUIRED_FIELD, operation.id(), place);
            case UNKNOWN_VALUE ->
                new Difference(
                        Kind.UNKNOWN_ENUM_VALUE, operation.id(), place + ": " + SecretMask.maskText(value.toString()));
            case UNDOCUMENTED_STATUS ->
                new Difference(Kind.UNDOCUMENTED_STATUS, operation.id(), String.valueOf(exchange.status()));
            case INVALID ->
                new Difference(
                        Kind.INVALID_RESPONSE,
                        operation.id(),
                        (place.isEmpty() ? "the body" : place) + ": " + type(value) + ", which is not as described");
        };
    }

    /** Returns a JSON pointer as people write it, the same for all members of a list: {@code data[].foo}. */
    private static String place(String pointer) {
        StringBuilder place = new StringBuilder();
        for (String segment : pointer.split("/", -1)) {
            if (segment.matches("[0-9]+")) {
                place.append("[]");
            } else if (!segment.isEmpty()) {
                place.append(place.isEmpty() ? "" : ".")
                        .append(segment.replace("~1", "/").replace("~0", "~"));
            }
        }
        return place.toString();
    }

    private static String type(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** Returns the rule that a value breaks, without the value. */
    private static String withoutValue(String what) {
        int value = what.indexOf(", but was");
        String rule = value < 0 ? what : what.substring(0, value);
        return rule.replaceAll("/[0-9]+(?=/|\\b)", "/[]");
    }

    /** Returns a path whose ids are replaced, so that one unknown operation is one kind of difference. */
    private static String withoutIds(String path) {
        return path.replaceAll("(?<=/)[^/]*[0-9_][^/]*[0-9][^/]*(?=/|$)", "{id}");
    }
}
