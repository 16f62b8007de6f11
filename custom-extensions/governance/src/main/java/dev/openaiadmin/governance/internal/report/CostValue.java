package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.model.Cost;
import dev.openaiadmin.model.CostAmount;
import dev.openaiadmin.model.CostBucket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money as the API returned it, ready to be added up.
 *
 * @param currency the ISO 4217 code in upper case, or {@code XXX} when the API names none
 * @param amount every digit, without zeros at its end
 */
public record CostValue(String currency, BigDecimal amount) {
    private static final String NO_CURRENCY = "XXX";
    /** The maximum number of digits: more than any amount has, and more than the 6,176 zeros that the API has sent. */
    private static final int MOST_DIGITS = 10_000;

    /** Returns the amount of a cost, or null when it has none. */
    public static @Nullable CostValue of(Cost cost) {
        CostAmount amount = cost.amount();
        return amount == null || amount.value() == null
                ? null
                : new CostValue(currencyOf(amount), bounded(amount.value()));
    }

    /** Returns the costs of a bucket. */
    public static List<Cost> costsOf(CostBucket bucket) {
        return Objects.requireNonNullElse(bucket.results(), List.of());
    }

    /** Returns the sums of a bucket by currency. */
    public static Map<String, BigDecimal> sums(CostBucket bucket) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Cost cost : costsOf(bucket)) {
            CostValue value = of(cost);
            if (value != null) {
                sums.merge(value.currency, value.amount, BigDecimal::add);
            }
        }
        return sums;
    }

    /** Returns by how much one set of sums is above another, without those that are equal. */
    public static Map<String, BigDecimal> differences(Map<String, BigDecimal> ofApi, Map<String, BigDecimal> ofRows) {
        Map<String, BigDecimal> differences = new TreeMap<>(ofApi);
        ofRows.forEach((currency, total) -> differences.merge(currency, total.negate(), BigDecimal::add));
        differences.values().removeIf(difference -> difference.signum() == 0);
        return differences;
    }

    /** Returns a sum without zeros at its end and without an exponent. */
    public static BigDecimal written(BigDecimal sum) {
        BigDecimal stripped = sum.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Drops zeros at the end of a number, and refuses numbers that would need too much memory to be added up. */
    public static BigDecimal bounded(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (Math.abs((long) stripped.scale()) > MOST_DIGITS) {
            throw new GovernanceException("The API gave a cost of more than " + MOST_DIGITS
                    + " digits, which cannot be money; run the report again, and report it if it stays");
        }
        return stripped;
    }

    private static String currencyOf(CostAmount amount) {
        String currency = amount.currency();
        return currency == null || currency.isBlank()
                ? NO_CURRENCY
                : currency.strip().toUpperCase(Locale.ROOT);
    }
}
