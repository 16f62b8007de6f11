package dev.openaiadmin.governance.focus;

import dev.openaiadmin.model.CostBucket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The periods of all charges of a bucket, as they are written.
 *
 * @param billingPeriodStart the first day of the month
 * @param billingPeriodEnd the first day of the next month
 * @param chargePeriodStart the beginning of the bucket
 * @param chargePeriodEnd the end of the bucket
 * @param provisional whether the API still revises the bucket
 */
record FocusDay(
        String billingPeriodStart,
        String billingPeriodEnd,
        String chargePeriodStart,
        String chargePeriodEnd,
        boolean provisional) {

    static FocusDay of(CostBucket bucket, Instant settledUntil) {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(bucket.startTime(), ZoneOffset.UTC));
        return new FocusDay(
                beginning(month),
                beginning(month.plusMonths(1)),
                bucket.startTime().toString(),
                bucket.endTime().toString(),
                bucket.endTime().isAfter(settledUntil));
    }

    private static String beginning(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }
}
