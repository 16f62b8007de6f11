package dev.openaiadmin.testkit.internal.contract;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What sending a request of an operation twice does. The constants are those of {@code RetryRule}. */
public enum RetryRule {
    READ,
    IDEMPOTENT,
    DELETE,
    CREATE;

    /** Returns the rule that the description names, or null for an unknown name. */
    static @Nullable RetryRule of(String name) {
        String constant = name.toUpperCase(Locale.ROOT);
        for (RetryRule rule : values()) {
            if (rule.name().equals(constant)) {
                return rule;
            }
        }
        return null;
    }
}
