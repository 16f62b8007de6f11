package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.reports.GroupValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one group has cost in one period, in one currency. Immutable.
 *
 * @param start the first day of the period
 * @param group a value for each field of the query, in the same order
 * @param currency the currency by its ISO 4217 code in upper case, or {@code XXX} when the API names none
 * @param amount the sum, in whole units of the currency, to the last digit; negative when more was given back than spent
 * @param provisional how much of the amount is of the last 48 hours, which the API still revises
 * @param quantity how much was used; null unless the query groups by line item, and null when units differ
 * @param quantityUnit the unit of the quantity, such as {@code 1000_tokens}; null without a quantity
 */
public record CostRow(
        LocalDate start,
        List<GroupValue> group,
        String currency,
        BigDecimal amount,
        BigDecimal provisional,
        @Nullable BigDecimal quantity,
        @Nullable String quantityUnit) {

    /**
     * Copies what can change.
     *
     * @param start the first day of the period
     * @param group a value for each field of the query
     * @param currency the currency
     * @param amount the sum
     * @param provisional how much of it is provisional
     * @param quantity how much was used
     * @param quantityUnit the unit of the quantity
     */
    public CostRow {
        group = List.copyOf(group);
    }
}
