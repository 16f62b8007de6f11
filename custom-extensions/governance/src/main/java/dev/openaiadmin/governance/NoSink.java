package dev.openaiadmin.governance;

import java.io.IOException;

/** Nowhere for keys to go; plans that would make some are not applied. */
enum NoSink implements SecretSink {
    NONE;

    @Override
    public void store(OneTimeKey key) throws IOException {
        throw new IOException("no sink for keys is set: see Governance.Builder.secrets(...)");
    }
}
