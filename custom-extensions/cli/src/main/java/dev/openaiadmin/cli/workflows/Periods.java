package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.reports.Granularity;

/** The periods of a report; named as users write them. */
enum Periods {
    day(Granularity.DAY),
    month(Granularity.MONTH),
    total(Granularity.TOTAL);

    private final Granularity granularity;

    Periods(Granularity granularity) {
        this.granularity = granularity;
    }

    Granularity granularity() {
        return granularity;
    }
}
