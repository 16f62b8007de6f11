package dev.openaiadmin.governance.keys;

import java.nio.file.Path;
import java.util.List;

/**
 * Stores keys that the API shows once. A step is done only when its key is stored; when storing fails, what was created
 * for the key is removed again.
 *
 * <p>A lambda is enough: {@code key -> vault.write("openai/" + key.projectId() + "/" + key.serviceAccount(),
 * key.value())}. The same account may come again with another key, which then replaces the one before; a sink must not
 * replace the key of another account.
 */
@FunctionalInterface
public interface SecretSink {
    /**
     * Stores a key. When this method returns, the key must survive a crash.
     *
     * @param key the key
     * @throws Exception when the key could not be stored; its message must not contain the key
     */
    void store(OneTimeKey key) throws Exception;

    /**
     * Checks that keys of these accounts can be stored, without storing anything. Called when a plan is made, and again
     * before a key is created, so that no key is created that has no place. By default, nothing is checked.
     *
     * @param owners the accounts that get keys
     * @throws Exception when a key could not be stored; its message says why, and what to do
     */
    default void check(List<KeyOwner> owners) throws Exception {}

    /**
     * Returns whether this sink refuses every key. A plan that creates keys can then be made, with the message of
     * {@link #check} as a warning, but it cannot be applied.
     *
     * @return whether no key can be stored, {@code false} by default
     */
    default boolean refusesAllKeys() {
        return false;
    }

    /**
     * Returns a sink that writes each key to a file of its own, which only its owner may read:
     * {@code <project>.<service account>.key}. Names with characters other than {@code a-z}, {@code 0-9}, {@code -} and
     * {@code _} are shortened to these, and get a hash of the name at the end, so that no two names share a file on any
     * file system. A hidden file beside the key, {@code .<project>.<service account>.owner}, names its account.
     *
     * @param folder a folder that exists
     * @return the sink; it refuses a file that holds the key of another account
     */
    static SecretSink files(Path folder) {
        return new KeyFiles(folder);
    }

    /**
     * Returns a sink that keeps all keys in one file of environment variables, such as {@code docker --env-file} and
     * shells read: {@code OPENAI_API_KEY_<PROJECT>__<SERVICE_ACCOUNT>=...}. Names with characters other than
     * {@code a-z}, {@code 0-9} and single hyphens get a hash of the name at the end, so that no two names share a
     * variable. A comment above each variable names its account. Only the owner of the file may read it; its other lines
     * stay as they are.
     *
     * @param file created if missing, in a folder that exists; a link is followed
     * @return the sink; it refuses a variable that holds the key of another account
     */
    static SecretSink environmentFile(Path file) {
        return new EnvironmentFile(file);
    }

    /**
     * Returns a sink that refuses all keys, for plans that create none.
     *
     * @return the sink
     */
    static SecretSink none() {
        return refusing("no sink for secrets is set; set one with Governance.Builder.secrets(...)");
    }

    /**
     * Returns a sink that refuses all keys with a message of its own, for programs that let their users choose a sink.
     *
     * @param problem why no key can be stored, and what the user can do, without a full stop
     * @return the sink
     */
    static SecretSink refusing(String problem) {
        return new NoSink(problem);
    }
}
