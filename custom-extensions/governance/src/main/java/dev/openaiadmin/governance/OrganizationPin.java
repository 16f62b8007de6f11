package dev.openaiadmin.governance;

import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.RequestOptions;
import dev.openaiadmin.client.ResponseInfo;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run to one organization. Each request names the organization, so that the API refuses the key of another one; and
 * where responses name theirs, it has to be the same.
 */
final class OrganizationPin {
    private static final String REQUEST_HEADER = "OpenAI-Organization";
    private static final String RESPONSE_HEADER = "openai-organization";
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
        AtomicReference<@Nullable String> named = new AtomicReference<>();
        Consumer<ResponseInfo> read = response -> response.headers().getOrDefault(RESPONSE_HEADER, List.of()).stream()
                .filter(other -> other.startsWith(ID_PREFIX))
                .findFirst()
                .ifPresent(named::set);
        try {
            admin.with(options().andThen(options -> options.readOnly(true).onResponse(read)))
                    .projects()
                    .listPage(ProjectsApi.ListQuery.builder().limit(1).build());
        } catch (AuthenticationException e) {
            if (REFUSAL.equals(e.code())) {
                throw new GovernanceException(refusal("another organization"), e);
            }
            throw e;
        }
        String other = named.get();
        if (other != null && !other.equals(id)) {
            throw new GovernanceException(refusal("the organization " + PrintableText.line(other)));
        }
    }

    private String refusal(String other) {
        return "The blueprints are for the organization " + id + ", and the admin key belongs to " + other
                + "; nothing was changed. Use a key of " + id;
    }
}
