package dev.openaiadmin.governance.internal;

import dev.openaiadmin.client.ResponseInfo;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads from responses which organization a key belongs to. No operation of the API tells, and the header is optional.
 * Safe for use by many threads.
 */
public final class OrganizationHeader implements Consumer<ResponseInfo> {
    private volatile @Nullable String organization;

    /** Creates a reader that has seen no response. */
    public OrganizationHeader() {}

    @Override
    public void accept(ResponseInfo response) {
        List<String> values = response.headers().getOrDefault("openai-organization", List.of());
        if (!values.isEmpty() && !values.get(0).isBlank()) {
            organization = values.get(0).strip();
        }
    }

    /** Returns the organization, or null when no response has named it. The API also names some in other ways than by id. */
    public @Nullable String organization() {
        return organization;
    }
}
