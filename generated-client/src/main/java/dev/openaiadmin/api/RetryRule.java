package dev.openaiadmin.api;

/** The effect of sending a request again when it is unknown whether the first attempt was carried out. */
public enum RetryRule {
    /** The operation changes nothing. It can be repeated. */
    READ,

    /** The operation sets the same state again. It can be repeated. */
    IDEMPOTENT,

    /**
     * The operation deletes an object. It can be repeated; the status 404 on a later attempt means that the object has been
     * deleted.
     */
    DELETE,

    /** The operation creates an object or a secret. It must not be repeated: a second one could be created. */
    CREATE
}
