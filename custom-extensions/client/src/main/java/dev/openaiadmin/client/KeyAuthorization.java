package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.internal.call.Authorization;
import java.util.Objects;

/** Authorizes requests by the current key of a source. */
final class KeyAuthorization implements Authorization {
    private static final String SCHEME = "Bearer ";

    private final AdminKeySource source;

    KeyAuthorization(AdminKeySource source) {
        this.source = source;
    }

    @Override
    public String header() {
        return SCHEME + currentKey().reveal();
    }

    @Override
    public boolean isReplacedAfterRefusal(String header) {
        AdminKey refused = AdminKey.of(header.substring(SCHEME.length()));
        source.refused(refused);
        return !currentKey().equals(refused);
    }

    @SuppressWarnings("ConstantConditions") // sources of users may return null all the same
    private AdminKey currentKey() {
        AdminKey key = source.currentKey();
        if (Objects.isNull(key)) {
            throw new InvalidValueException("adminKeys", null, "must return a key, but returned null");
        }
        return key;
    }
}
