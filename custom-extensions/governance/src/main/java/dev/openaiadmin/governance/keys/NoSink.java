package dev.openaiadmin.governance.keys;

import java.io.IOException;
import java.util.List;

/** Refuses all keys; plans that would create one are not applied. */
enum NoSink implements SecretSink {
    NONE;

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
        throw new IOException("no sink for secrets is set; set one with Governance.Builder.secrets(...)");
    }
}
