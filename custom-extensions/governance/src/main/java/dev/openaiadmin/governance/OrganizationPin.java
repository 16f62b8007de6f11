package dev.openaiadmin.governance;

import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.RequestOptions;
import dev.openaiadmin.governance.internal.OrganizationHeader;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.function.Consumer;

/**
 * Keeps a run to one organization. Each request names the organization, so that the API refuses the key of another one; and
 * where responses name theirs, it has to be the same.
 */
final class OrganizationPin {
    private static final String REQUEST_HEADER = "OpenAI-Organization";
    /** The API also names organizations in other ways, which cannot be compared. */
    private static final String ID_PREFIX = "org-";

    private static final String REFUSAL = "mismatched_organization";

    private final String id;

    OrganizationPin(String id) {
        this.id = id;
    }

    /** Returns the options that requests of the run need in addition. */
    Consumer<RequestOptions.Builder> options() {
        return options -> options.header(REQUEST_HEADER, id);
    }

    /** Makes one small request, and refuses another organization. */
    void require(OpenAiAdmin admin) {
        OrganizationHeader header = new OrganizationHeader();
        try {
            admin.with(options().andThen(options -> options.readOnly(true).onResponse(header)))
                    .projects()
                    .listPage(ProjectsApi.ListQuery.builder().limit(1).build());
        } catch (AuthenticationException e) {
            if (REFUSAL.equals(e.code())) {
                throw new GovernanceException(refusal(other(header)), e);
            }
            throw e;
        }
        String named = header.organization();
        if (named != null && named.startsWith(ID_PREFIX) && !named.equals(id)) {
            throw new GovernanceException(refusal(other(header)));
        }
    }

    private static String other(OrganizationHeader header) {
        String named = header.organization();
        return named != null && named.startsWith(ID_PREFIX)
                ? "the organization " + PrintableText.line(named)
                : "another organization";
    }

    private String refusal(String other) {
        return "The blueprints are for the organization " + id + ", and the admin key belongs to " + other
                + "; nothing was changed. Use a key of " + id;
    }
}
