package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as Markdown for the description of a pull request. Names come from people: all of them stand in code, in which
 * nothing is rendered, linked or mentioned, and no name can end the code.
 */
final class PlanMarkdown {
    /** The number of changes from which on those of a project are collapsed. */
    private static final int LONG = 20;

    private static final char FENCE = '`';
    private static final int SHORTEST_FENCE = 3;

    private final StringBuilder text = new StringBuilder();

    private PlanMarkdown() {}

    static String of(Plan plan) {
        PlanMarkdown markdown = new PlanMarkdown();
        markdown.write(plan);
        return markdown.text.toString();
    }

    private void write(Plan plan) {
        text.append("## Plan\n\n").append(summary(plan));
        plan.changesBy(change -> heading(change.project()))
                .forEach((heading, changes) -> section(
                        heading,
                        changes.size() == 1 ? "1 change" : changes.size() + " changes",
                        changes.size(),
                        diff(changes.stream().map(PlanMarkdown::line).toList())));
        lines("Warnings", plan.warnings());
        lines("Left out because of problems", plan.problems());
        lines("Waiting for the invited people to accept", plan.waiting());
        lines("In no blueprint, and left unchanged", plan.unmanaged());
    }

    private static String summary(Plan plan) {
        if (plan.isEmpty()) {
            return "Nothing to do.\n";
        }
        List<String> counts = new ArrayList<>();
        count(counts, plan, ChangeKind.ADD, "to add");
        count(counts, plan, ChangeKind.CHANGE, "to change");
        count(counts, plan, ChangeKind.REMOVE, "to remove");
        long permanent = plan.removals().stream()
                .filter(change -> change.removal() == Removal.PERMANENT)
                .count();
        return String.join(", ", counts)
                + (permanent == 0 ? "." : ". **" + permanent + " of the removals cannot be undone.**") + "\n";
    }

    private static void count(List<String> counts, Plan plan, ChangeKind kind, String what) {
        long number =
                plan.changes().stream().filter(change -> change.kind() == kind).count();
        if (number > 0) {
            counts.add(number + " " + what);
        }
    }

    private static String heading(@Nullable String project) {
        return project == null ? "Organization" : "Project " + inHtml(project);
    }

    /** In a block of a diff, an exclamation mark stands for a change. */
    private static String line(PlannedChange change) {
        String line = change.toString();
        return change.kind() == ChangeKind.CHANGE ? "!" + line.substring(1) : line;
    }

    /** Adds sentences as a list, which is wrapped where a block of text would scroll sideways. */
    private void lines(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            section(
                    heading,
                    String.valueOf(lines.size()),
                    lines.size(),
                    lines.stream()
                            .map(line -> "<li><code>" + escaped(PrintableText.line(line)) + "</code></li>\n")
                            .collect(Collectors.joining("", "<ul>\n", "</ul>\n")));
        }
    }

    private void section(String heading, String count, int lines, String content) {
        boolean isLong = lines >= LONG;
        text.append('\n')
                .append(
                        isLong
                                ? "<details><summary>" + heading + ": " + count + "</summary>\n\n"
                                : "<p>" + heading + ": " + count + "</p>\n\n")
                .append(content)
                .append(isLong ? "\n</details>\n" : "");
    }

    private static String diff(List<String> lines) {
        String fence = fence(lines);
        return lines.stream()
                .map(line -> PrintableText.line(line) + "\n")
                .collect(Collectors.joining("", fence + "diff\n", fence + "\n"));
    }

    /** Returns a text of a block of HTML, in which Markdown is not read. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns a fence that is longer than any row of backticks in the lines. */
    private static String fence(List<String> lines) {
        int longest = 0;
        for (String line : lines) {
            int row = 0;
            for (int i = 0; i < line.length(); i++) {
                row = line.charAt(i) == FENCE ? row + 1 : 0;
                longest = Math.max(longest, row);
            }
        }
        return String.valueOf(FENCE).repeat(Math.max(SHORTEST_FENCE, longest + 1));
    }

    /** Returns a name as code in HTML, where Markdown is not read. */
    private static String inHtml(String name) {
        StringBuilder html = new StringBuilder("<code>");
        PrintableText.line(name).codePoints().forEach(c -> {
            boolean isPlain = Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '_' || c == '.';
            if (isPlain) {
                html.appendCodePoint(c);
            } else {
                html.append("&#").append(c).append(';');
            }
        });
        return html.append("</code>").toString();
    }
}
