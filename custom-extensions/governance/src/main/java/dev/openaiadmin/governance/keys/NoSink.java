package dev.openaiadmin.governance.keys;

import java.io.IOException;
import java.util.List;

/**
 * Refuses all keys; plans that would create one are not applied.
 *
 * @param problem why, and what to do
 */
record NoSink(String problem) implements SecretSink {
    @Override
    public void store(OneTimeKey key) throws IOException {
        check(List.of());
    }

    @Override
    public boolean refusesAllKeys() {
        return true;
    }

    @Override
    public void check(List<KeyOwner> owners) throws IOException {
        throw new IOException(problem);
    }
}
