package dev.openaiadmin.governance.internal.report;

import java.math.BigDecimal;

/** How the numbers of a measure are shown. */
public enum Figures {
    /** Amounts of money, rounded to cents. */
    MONEY,
    /** Whole numbers, such as tokens. */
    COUNT;

    /** Returns a number for people. */
    public String shown(BigDecimal number) {
        return this == MONEY ? Money.rounded(number) : Money.exact(number);
    }
}
