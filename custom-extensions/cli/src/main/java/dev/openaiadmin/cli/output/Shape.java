package dev.openaiadmin.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What objects look like in a table.
 *
 * @param list whether there are several objects
 * @param columns the fields that are shown; empty to show those of the first object
 * @param chosen whether the user has chosen the columns
 * @param times the names of fields that are times in unix seconds
 * @param rows the field whose elements are the rows; null if each object is a row
 */
public record Shape(
        boolean list,
        List<String> columns,
        boolean chosen,
        List<String> times,
        @Nullable String rows) {
    /** The shape of results of which nothing is known. */
    public static final Shape UNKNOWN = new Shape(false, List.of(), false, List.of(), null);

    /** Returns the same shape for one object or for several. */
    public Shape asList(boolean several) {
        return new Shape(several, columns, chosen, times, rows);
    }

    Shape withColumns(List<String> names) {
        return new Shape(list, names, true, times, rows);
    }
}
