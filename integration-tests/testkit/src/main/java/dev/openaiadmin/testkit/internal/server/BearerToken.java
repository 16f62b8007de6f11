package dev.openaiadmin.testkit.internal.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads keys from the header {@code Authorization}, by RFC 9110: the scheme has no case, the key has. */
final class BearerToken {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer)[ \\t]+(\\S+)[ \\t]*");

    private BearerToken() {}

    /** Returns the key in a header, or an empty text if there is none. */
    static String in(@Nullable String authorization) {
        if (authorization == null) {
            return "";
        }
        Matcher bearer = BEARER.matcher(authorization);
        return bearer.matches() ? bearer.group(1) : "";
    }
}
