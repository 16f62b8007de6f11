package dev.openaiadmin.network;

import dev.openaiadmin.client.AdminKey;
import dev.openaiadmin.client.AdminKeySource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the next key after each that was refused. */
final class RotatingKeys implements AdminKeySource {
    private final List<String> keys;
    private final AtomicInteger current = new AtomicInteger();

    RotatingKeys(List<String> keys) {
        this.keys = keys;
    }

    @Override
    public AdminKey currentKey() {
        return AdminKey.of(keys.get(current.get()));
    }

    @Override
    public void refused(AdminKey refused) {
        current.incrementAndGet();
    }
}
