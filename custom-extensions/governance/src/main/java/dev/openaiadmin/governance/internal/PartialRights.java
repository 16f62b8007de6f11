package dev.openaiadmin.governance.internal;

import dev.openaiadmin.client.MissingScopeException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.Map;

/** Describes what a key may not read: the same words for the same lack of rights. */
public final class PartialRights {
    private PartialRights() {}

    /** Returns the reason, such as {@code the key lacks the scope api.groups.read}. */
    public static String reason(PermissionException refusal) {
        if (refusal instanceof MissingScopeException scopes && !scopes.scopes().isEmpty()) {
            return "the key lacks the " + (scopes.scopes().size() == 1 ? "scope " : "scopes ")
                    + PrintableText.line(String.join(", ", scopes.scopes()));
        }
        return "the key has no permission";
    }

    /** Returns the parts that cannot be read, with how often each was refused where this was more than once. */
    public static List<String> counted(Map<String, Integer> refusals) {
        return refusals.entrySet().stream()
                .map(refusal ->
                        refusal.getKey() + (refusal.getValue() == 1 ? "" : " (" + refusal.getValue() + " times)"))
                .toList();
    }
}
