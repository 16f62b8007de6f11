package dev.openaiadmin.cli.settings;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;
import picocli.CommandLine.Command;

/** Creates the client of a command. Every command that sends requests has it as a {@code @Mixin}. */
@Command
public final class ClientOptions {
    /** Creates a client with the key, the address and the proxy that the environment names. */
    public OpenAiAdmin open() {
        return OpenAiAdmin.builderFromEnv()
                .proxy(ProxySettings.fromEnvironment())
                .build();
    }
}
