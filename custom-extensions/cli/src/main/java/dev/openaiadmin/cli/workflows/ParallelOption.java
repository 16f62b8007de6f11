package dev.openaiadmin.cli.workflows;

import picocli.CommandLine.Option;

/** How many requests are under way at once. */
final class ParallelOption {
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many requests may be under way at once, from 1 to 256. Default: ${DEFAULT-VALUE}",
            defaultValue = "24")
    private int number;

    int number() {
        return number;
    }
}
