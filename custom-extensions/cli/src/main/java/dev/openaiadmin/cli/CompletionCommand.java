package dev.openaiadmin.cli;

import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.cli.terminal.Invocation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints the script that completes commands, options and values in a shell.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(openai-admin completion bash)     # or zsh",
            "  openai-admin completion zsh > ~/.zfunc/_openai-admin   # a folder of fpath",
            "  openai-admin completion fish > ~/.config/fish/completions/openai-admin.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Shell shell;

    /** The shells that can be completed in; named as users write them. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(CompletionScript.of(CompletionScript.commands(Invocation.of(spec)), shell));
        out.flush();
        return ExitCode.DONE;
    }
}
