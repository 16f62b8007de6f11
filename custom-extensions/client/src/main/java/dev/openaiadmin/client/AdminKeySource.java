package dev.openaiadmin.client;

/**
 * Where the admin key comes from, for keys that change while the client lives.
 *
 * <p>Many threads ask at the same time, once for every attempt of a call: keep the key in memory.
 */
@FunctionalInterface
public interface AdminKeySource {

    /**
     * Gives the key to use now.
     *
     * @return the key
     */
    AdminKey currentKey();

    /**
     * Tells that the API has refused a key with 401. If {@link #currentKey()} gives another one afterwards, the call is
     * tried once more with that; a refused request has changed nothing. Does nothing by default.
     *
     * @param refused the key that was refused
     */
    default void refused(AdminKey refused) {}
}
