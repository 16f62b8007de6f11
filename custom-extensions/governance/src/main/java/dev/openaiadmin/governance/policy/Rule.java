package dev.openaiadmin.governance.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of a policy. It is called for the organization and for each project, with what is known of it. */
interface Rule {
    /** Returns what the rule looks at. It is called for projects, or for the organization, as these facts are. */
    List<Fact<?>> facts();

    /** Reports what is not kept. A fact that is not known is no violation. */
    void check(Facts facts, Findings found);

    /** Takes what a rule finds. */
    interface Findings {
        /** Returns the time of the check. */
        Instant now();

        /**
         * Reports a violation.
         *
         * @param about the fact that is wrong, for the place in a file
         * @param subject the address, the key or the account, or null when the project or the organization is wrong
         * @param problem what is wrong
         */
        void add(Fact<?> about, @Nullable String subject, String problem);
    }
}
