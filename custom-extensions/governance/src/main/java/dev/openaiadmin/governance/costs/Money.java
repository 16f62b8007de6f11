package dev.openaiadmin.governance.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Formats amounts for people; they are rounded where they are not added up. */
final class Money {
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

    private Money() {}

    /** Returns an amount in cents, such as {@code 1,234.50}; a smaller one is shown as less than a cent. */
    static String rounded(BigDecimal amount) {
        if (amount.signum() != 0 && amount.abs().compareTo(HALF_A_CENT) < 0) {
            return amount.signum() > 0 ? "< 0.01" : "> \u22120.01";
        }
        return format("#,##0.00", amount);
    }

    /** Returns an amount to the last digit, such as {@code 1,234.5}. */
    static String exact(BigDecimal amount) {
        DecimalFormat format = format("#,##0");
        format.setMaximumFractionDigits(Math.max(0, amount.scale()));
        return format.format(amount);
    }

    /** Returns a round number for a line of a chart. */
    static String tick(BigDecimal amount) {
        return exact(amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros());
    }

    /** Returns a share such as {@code 12.3 %}. */
    static String share(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0 || part.signum() < 0
                ? "\u2013"
                : format("0.0", part.multiply(BigDecimal.valueOf(100)).divide(whole, 6, RoundingMode.HALF_EVEN)) + " %";
    }

    private static String format(String pattern, BigDecimal amount) {
        return format(pattern).format(amount);
    }

    private static DecimalFormat format(String pattern) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setMinusSign('\u2212');
        DecimalFormat format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }
}
