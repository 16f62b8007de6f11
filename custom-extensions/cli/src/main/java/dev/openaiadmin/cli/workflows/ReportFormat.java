package dev.openaiadmin.cli.workflows;

import picocli.CommandLine.Option;

/** Whether a report is printed as text or as JSON. */
final class ReportFormat {
    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format=json.")
    private boolean json;

    /** Named as users write it. */
    enum Format {
        text,
        json
    }

    boolean isJson() {
        return json || format == Format.json;
    }
}
