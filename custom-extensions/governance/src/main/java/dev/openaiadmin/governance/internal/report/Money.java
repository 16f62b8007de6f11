package dev.openaiadmin.governance.internal.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Formats amounts for people; they are rounded where they are not added up. */
public final class Money {
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

    private Money() {}

    /** Returns an amount in cents, such as {@code 1,234.50}; a smaller one is shown as less than a cent. */
    public static String rounded(BigDecimal amount) {
        if (amount.signum() != 0 && amount.abs().compareTo(HALF_A_CENT) < 0) {
            return amount.signum() > 0 ? "< 0.01" : "> \u22120.01";
        }
        return format("#,##0.00", amount);
    }

    /** Returns an amount of cents in dollars, such as {@code $1,234.50}. */
    public static String dollars(long cents) {
        return "$" + format("#,##0.00", BigDecimal.valueOf(cents, 2));
    }

    /** Returns an amount to the last digit, such as {@code 1,234.5}. */
    public static String exact(BigDecimal amount) {
        DecimalFormat format = format("#,##0");
        format.setMaximumFractionDigits(Math.max(0, amount.scale()));
        return format.format(amount);
    }

    /** Returns a round number for a line of a chart, such as {@code 250} or {@code 1.5 M}. */
    public static String tick(BigDecimal amount) {
        BigDecimal size = amount.abs();
        for (Magnitude magnitude : Magnitude.values()) {
            if (size.compareTo(magnitude.least) >= 0) {
                return exact(amount.movePointLeft(magnitude.digits).stripTrailingZeros()) + "\u00a0" + magnitude;
            }
        }
        return exact(amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros());
    }

    /** Thousands of millions and so on, the largest first. Thousands are written out. */
    private enum Magnitude {
        T(12),
        B(9),
        M(6);

        private final int digits;
        private final BigDecimal least;

        Magnitude(int digits) {
            this.digits = digits;
            this.least = BigDecimal.ONE.movePointRight(digits);
        }
    }

    /** Returns a share such as {@code 12.3 %}. */
    public static String share(BigDecimal part, BigDecimal whole) {
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
