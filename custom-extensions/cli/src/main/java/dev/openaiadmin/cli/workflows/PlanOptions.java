package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import picocli.CommandLine.Mixin;

/** What a plan is made of and how it is printed: the options that {@code plan} and {@code apply} share. */
final class PlanOptions {
    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private Blueprints blueprints;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private JournalOption journal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private KeysOption keys;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private ParallelOption parallel;

    @Mixin
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private PlanFormat format;

    Blueprints blueprints() {
        return blueprints;
    }

    PlanFormat format() {
        return format;
    }

    /** Returns the workflows of a client with the settings of the options. */
    Governance governance(OpenAiAdmin admin, Invocation invocation) {
        return blueprints
                .set(Governance.builder(admin))
                .journal(journal.open(invocation))
                .secrets(keys.sink())
                .parallelRequests(parallel.number())
                .build();
    }
}
