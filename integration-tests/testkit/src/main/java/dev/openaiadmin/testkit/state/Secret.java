package dev.openaiadmin.testkit.state;

/**
 * The value of a new key, which is returned once.
 *
 * @param value the value
 */
record Secret(String value) {
    private static final int SHOWN = 4;

    /** Returns a new key with the prefix of its kind, such as {@code sk-svcacct-}. */
    static Secret of(OrganizationState state, String prefix) {
        return new Secret(state.newId(prefix));
    }

    /** Returns the redacted value: the prefix and the last characters. */
    String redacted() {
        int start = value.lastIndexOf('-') + 1;
        return value.substring(0, start) + "***" + value.substring(Math.max(start, value.length() - SHOWN));
    }

    @Override
    public String toString() {
        return redacted();
    }
}
