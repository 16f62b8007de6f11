package dev.openaiadmin.cli.output;

import java.util.List;

/** Writes rows of cells. */
interface Rows {
    /**
     * Writes what stands above the rows.
     *
     * @param sample the first rows, to judge the widths by; they are written afterwards
     */
    void begin(List<String> columns, List<List<String>> sample);

    void row(List<String> cells);

    /** Returns whether columns are left out that are empty in the first rows. */
    boolean leavesOutEmptyColumns();
}
