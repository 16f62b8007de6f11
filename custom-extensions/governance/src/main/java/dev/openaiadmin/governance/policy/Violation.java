package dev.openaiadmin.governance.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.openaiadmin.governance.text.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is not kept. Immutable.
 *
 * @param rule the name of the rule, such as {@code spend_limit}
 * @param project the name of the project, or null when the rule is about the organization
 * @param projectId the id of the project, or null when it does not exist yet or is not concerned
 * @param subject the address, the id of the key or the name of the account that is concerned, or null when it is the project
 *     or the organization itself
 * @param problem what is wrong
 * @param place where the blueprint states it, such as {@code org.yaml, line 12, column 5}; null for the organization as it
 *     is, and for blueprints that were not read from a file
 * @param rulePlace where the rule stands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"rule", "project", "project_id", "subject", "problem", "place", "rule_place"})
public record Violation(
        @JsonProperty("rule") String rule,
        @JsonProperty("project") @Nullable String project,
        @JsonProperty("project_id") @Nullable String projectId,
        @JsonProperty("subject") @Nullable String subject,
        @JsonProperty("problem") String problem,
        @JsonProperty("place") @Nullable String place,
        @JsonProperty("rule_place") String rulePlace) {

    /** Returns whether an exception that names a project, an address, a key or an account is about this. */
    boolean concerns(String name) {
        return name.equals(project) || name.equals(projectId) || name.equals(subject);
    }

    /** Returns one line with the place, the project, the problem and the rule. */
    @Override
    public String toString() {
        return PrintableText.line((place == null ? "" : place + ": ")
                + (project == null ? "organization" : "project '" + project + "'")
                + ": " + problem + " (rule " + rule + ", " + rulePlace + ")");
    }
}
