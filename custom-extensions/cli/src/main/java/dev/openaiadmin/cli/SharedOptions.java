package dev.openaiadmin.cli;

import dev.openaiadmin.cli.output.OutputOptions;
import dev.openaiadmin.cli.settings.ClientOptions;
import dev.openaiadmin.cli.terminal.Confirmation;
import picocli.CommandLine.Model.CommandSpec;

/** The options that commands share. They are accepted before the words of a command as well: see {@link LeadingOptions}. */
final class SharedOptions {
    private SharedOptions() {}

    /** Returns all of them. */
    static CommandSpec all() {
        CommandSpec options = ofConnection();
        options.addMixin("output", CommandSpec.forAnnotatedObject(new OutputOptions()));
        return options;
    }

    /** Returns those that change nothing where a command has no use for them, so that an alias can have them. */
    static CommandSpec ofConnection() {
        CommandSpec options = CommandSpec.create();
        options.addMixin("confirmation", CommandSpec.forAnnotatedObject(new Confirmation()));
        options.addMixin("client", CommandSpec.forAnnotatedObject(new ClientOptions(options)));
        return options;
    }
}
