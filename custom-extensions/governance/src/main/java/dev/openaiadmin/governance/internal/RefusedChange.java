package dev.openaiadmin.governance.internal;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.client.ServerException;

/** Tells failures of one change from those after which a run makes no other change. */
public final class RefusedChange {
    private RefusedChange() {}

    /** Returns whether the API has refused this change, rather than the key, the network, the sink or the journal failed. */
    public static boolean is(OpenAiAdminException failure) {
        return failure instanceof ApiException
                && !(failure instanceof AuthenticationException
                        || failure instanceof RateLimitException
                        || failure instanceof ServerException);
    }
}
