package dev.openaiadmin.governance.cli;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ProxySettings;

/** Creates the client of a command from the environment, including the proxy that it names. */
final class EnvironmentClient {
    private EnvironmentClient() {}

    static OpenAiAdmin create() {
        return OpenAiAdmin.builderFromEnv()
                .proxy(ProxySettings.fromEnvironment())
                .build();
    }
}
