package dev.openaiadmin.cli.output;

/** How results are written; named as users write it. */
public enum OutputFormat {
    table,
    json,
    jsonl,
    yaml,
    csv,
    markdown
}
