package dev.openaiadmin.client;

/**
 * Supplies the admin key, for keys that change while the client lives.
 *
 * <p>Many threads call it at the same time, once for each attempt of a call: keep the key in memory. What it throws ends
 * the call unchanged.
 */
@FunctionalInterface
public interface AdminKeySource {

    /**
     * Returns the current key.
     *
     * @return the key, not null
     */
    AdminKey currentKey();

    /**
     * Reports that the API refused a key with 401. If {@link #currentKey()} returns another key afterwards, the call is
     * repeated once with that; a refused request has changed nothing. Does nothing by default.
     *
     * @param refused the key that was refused
     */
    default void refused(AdminKey refused) {}
}
