package dev.openaiadmin.cli.terminal;

import java.util.Locale;

/** Makes names of commands from names of the description and of the Java client. */
public final class CommandName {
    private CommandName() {}

    /** Returns the name of a tag or a method, such as {@code admin-api-keys} of {@code AdminApiKeys}. */
    public static String of(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
