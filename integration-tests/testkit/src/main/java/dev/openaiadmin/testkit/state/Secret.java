package dev.openaiadmin.testkit.state;

/**
 * A key at the only time that it is shown whole.
 *
 * @param value the key itself
 */
record Secret(String value) {
    private static final int SHOWN = 4;

    /** A new key with the prefix of its kind, such as {@code sk-svcacct-}. */
    static Secret of(OrganizationState state, String prefix) {
        return new Secret(state.newId(prefix));
    }

    /** What people recognize the key by: its prefix and its last characters. */
    String redacted() {
        int start = value.lastIndexOf('-') + 1;
        return value.substring(0, start) + "***" + value.substring(Math.max(start, value.length() - SHOWN));
    }

    @Override
    public String toString() {
        return redacted();
    }
}
