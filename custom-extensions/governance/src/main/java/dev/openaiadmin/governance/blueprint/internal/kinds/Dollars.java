package dev.openaiadmin.governance.blueprint.internal.kinds;

import java.math.BigDecimal;

/** Amounts as plans show them. */
final class Dollars {
    private Dollars() {}

    /** Returns an amount of cents, such as {@code $500.00}. */
    static String of(long cents) {
        return "$" + BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
