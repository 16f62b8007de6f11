package dev.openaiadmin.network;

/** What can happen to a request and its response between a client and the API. */
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

    /** Returns whether the API carries out the request. */
    boolean carriedOut() {
        return carriedOut;
    }
}
