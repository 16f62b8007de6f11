package dev.openaiadmin.client.internal.call;

/** Supplies the credentials of requests. Safe for use by many threads. */
public interface Authorization {

    /** The header that carries the credentials. */
    String HEADER = "Authorization";

    /** Returns the value of the header with the current key. */
    String header();

    /**
     * Reports that the API refused a key.
     *
     * @param header the value of the header that was refused
     * @return whether there is another key now
     */
    boolean isReplacedAfterRefusal(String header);
}
