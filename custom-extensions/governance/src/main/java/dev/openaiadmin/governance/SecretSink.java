package dev.openaiadmin.governance;

import java.nio.file.Path;

/**
 * Where one-time keys go. A step is done only when its key is stored; when storing fails, what was made for the key is
 * taken back.
 *
 * <p>A lambda is one: {@code key -> vault.write("openai/" + key.project(), key.value())}. The same account may come
 * again with another key, which then replaces the one before.
 */
@FunctionalInterface
public interface SecretSink {
    /**
     * Stores a key. When this returns, the key must survive a crash.
     *
     * @param key the key
     * @throws Exception when the key could not be stored; whatever it says must not hold the key
     */
    void store(OneTimeKey key) throws Exception;

    /**
     * Gives a sink that writes each key to a file of its own, named {@code <project>.<service account>.key}, which only
     * its owner may read.
     *
     * @param folder a folder that exists
     * @return the sink
     */
    static SecretSink files(Path folder) {
        return key -> SecretFile.write(
                folder.resolve(SecretFile.name(key.project()) + "." + SecretFile.name(key.serviceAccount()) + ".key"),
                key.value() + "\n");
    }

    /**
     * Gives a sink that keeps all keys in one file of environment variables, such as {@code docker --env-file} and
     * shells read: {@code OPENAI_API_KEY_<PROJECT>_<SERVICE_ACCOUNT>=...}. Only its owner may read the file; other lines
     * of it stay.
     *
     * @param file made when there is none, in a folder that exists
     * @return the sink
     */
    static SecretSink environmentFile(Path file) {
        return key -> SecretFile.setVariable(
                file,
                "OPENAI_API_KEY_" + SecretFile.variable(key.project()) + "_"
                        + SecretFile.variable(key.serviceAccount()),
                key.value());
    }

    /**
     * Gives a sink that refuses all keys, for plans that make none.
     *
     * @return the sink
     */
    static SecretSink none() {
        return NoSink.NONE;
    }
}
