package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.governance.blueprint.Plan;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a plan is printed. */
final class PlanFormat {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // The library sets it.
    private CommandSpec command;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Markdown is for pull requests. Default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format=json.")
    private boolean json;

    /** Named as users write it. */
    enum Format {
        text,
        json,
        markdown
    }

    boolean isText() {
        return !json && format == Format.text;
    }

    private String text(Plan plan) {
        String text = Ansi.AUTO.enabled() ? plan.toColoredString() : plan.toString();
        Terminal terminal = Invocation.of(command).terminal();
        return terminal == null ? text : terminal.wrap(text);
    }

    void print(Plan plan, PrintWriter out) {
        switch (json ? Format.json : format) {
            case text -> out.println(text(plan));
            case json -> out.println(plan.toJson());
            case markdown -> out.print(plan.toMarkdown());
        }
        out.flush();
    }
}
