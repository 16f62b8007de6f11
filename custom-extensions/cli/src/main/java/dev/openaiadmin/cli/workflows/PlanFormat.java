package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.governance.blueprint.Plan;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** How a plan is printed. */
final class PlanFormat {
    @Option(
            names = {"-o", "--format"},
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

    private static String text(Plan plan, Invocation invocation) {
        String text = invocation.color() ? plan.toColoredString() : plan.toString();
        return invocation.wrapped(text);
    }

    void print(Plan plan, Invocation invocation, PrintWriter out) {
        switch (json ? Format.json : format) {
            case text -> out.println(text(plan, invocation));
            case json -> out.println(plan.toJson());
            case markdown -> out.print(plan.toMarkdown());
        }
        out.flush();
    }
}
