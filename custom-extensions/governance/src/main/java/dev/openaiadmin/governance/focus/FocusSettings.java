package dev.openaiadmin.governance.focus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file says about every charge. */
record FocusSettings(
        FocusVersion version,
        boolean prepaid,
        String issuer,
        String billingAccountId,
        @Nullable String billingAccountName,
        List<FocusColumn> columns) {

    FocusSettings(
            FocusVersion version,
            boolean prepaid,
            String issuer,
            String billingAccountId,
            @Nullable String billingAccountName) {
        this(version, prepaid, issuer, billingAccountId, billingAccountName, FocusColumn.of(version));
    }
}
