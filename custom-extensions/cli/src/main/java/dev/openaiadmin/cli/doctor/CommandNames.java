package dev.openaiadmin.cli.doctor;

import dev.openaiadmin.cli.terminal.CommandName;
import dev.openaiadmin.governance.Preflight;
import java.util.Map;
import java.util.stream.Collectors;

/** Names resources as the commands do, which the findings name as the Java client does. */
final class CommandNames {
    private CommandNames() {}

    /** Returns the same findings with names such as {@code admin-api-keys} instead of {@code adminApiKeys}. */
    static Preflight in(Preflight preflight) {
        return new Preflight(
                preflight.readable().stream().map(CommandName::of).toList(),
                renamed(preflight.missing()),
                renamed(preflight.refused()));
    }

    private static <T> Map<String, T> renamed(Map<String, T> byResource) {
        return byResource.entrySet().stream()
                .collect(Collectors.toMap(resource -> CommandName.of(resource.getKey()), Map.Entry::getValue));
    }
}
