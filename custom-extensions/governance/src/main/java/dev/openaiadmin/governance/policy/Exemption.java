package dev.openaiadmin.governance.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.openaiadmin.governance.text.PrintableText;

/**
 * A rule that is not kept, and need not be. Immutable.
 *
 * @param violation what is not kept
 * @param reason why this is allowed, as the policy states it
 */
@JsonPropertyOrder({"violation", "reason"})
public record Exemption(
        @JsonProperty("violation") Violation violation,
        @JsonProperty("reason") String reason) {

    /** Returns the violation and the reason, in one line. */
    @Override
    public String toString() {
        return violation + ": allowed, " + PrintableText.line(reason);
    }
}
