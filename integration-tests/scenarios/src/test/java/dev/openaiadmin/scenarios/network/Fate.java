package dev.openaiadmin.scenarios.network;

/** What can become of a request and its answer between a client and an API. */
enum Fate {
    NONE(true),
    UNAVAILABLE_BEFORE(false),
    UNAVAILABLE_AFTER(true),
    BAD_GATEWAY_BEFORE(false),
    BAD_GATEWAY_AFTER(true),
    REQUEST_TIMEOUT(false),
    RATE_LIMITED(false),
    RESET_BEFORE(false),
    RESET_AFTER(true),
    HUNG_UP_BEFORE(false),
    HUNG_UP_AFTER(true),
    SILENCE_BEFORE(false),
    SILENCE_AFTER(true),
    CUT_OFF(true),
    STALLED(true),
    GARBAGE(true),
    NOT_HTTP(true);

    private final boolean carriedOut;

    Fate(boolean carriedOut) {
        this.carriedOut = carriedOut;
    }

    /** Whether the API does what it was asked to. */
    boolean carriedOut() {
        return carriedOut;
    }
}
