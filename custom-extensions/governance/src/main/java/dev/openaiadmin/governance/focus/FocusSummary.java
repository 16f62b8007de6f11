package dev.openaiadmin.governance.focus;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a FOCUS file contains. Immutable.
 *
 * @param file the file with the charges
 * @param metadata the file with the metadata
 * @param rows how many charges there are
 * @param totals the sums of {@code EffectiveCost} by currency, to the last digit
 * @param differences by how much the total that the API returns is above the sums, by currency; empty when they are equal
 * @param missing what the key may not read, and why
 */
public record FocusSummary(
        Path file,
        Path metadata,
        long rows,
        Map<String, BigDecimal> totals,
        Map<String, BigDecimal> differences,
        List<String> missing) {

    /**
     * Copies what can change.
     *
     * @param file the file with the charges
     * @param metadata the file with the metadata
     * @param rows how many charges there are
     * @param totals the sums by currency
     * @param differences the differences from the total of the API
     * @param missing what could not be read
     */
    public FocusSummary {
        totals = Collections.unmodifiableMap(new TreeMap<>(totals));
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
        missing = List.copyOf(missing);
    }
}
