package dev.openaiadmin.governance.focus;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.internal.OrganizationHeader;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.internal.report.CostValue;
import dev.openaiadmin.governance.internal.report.CsvTable;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.model.Cost;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.CostGroup;
import dev.openaiadmin.model.Project;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the costs of some days at a time, and writes them as charges. */
final class FocusStream {
    private static final Duration REVISED_FOR = Duration.ofDays(2);
    /** The number of charges in memory, which take about 10 megabytes. */
    private static final int CHARGES_AT_A_TIME = 10_000;
    /** How often a day is read again if its charges do not add up to its total. */
    private static final int SECOND_LOOKS = 2;

    private final AdminApi admin;
    private final List<CostGroup> groups;
    private final Instant now;
    private final Instant start;
    private final Instant end;
    private final OrganizationHeader organization = new OrganizationHeader();
    private final Map<Instant, Map<String, BigDecimal>> totals = new TreeMap<>();
    private final Map<String, String> projectNames = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final Map<String, BigDecimal> sums = new TreeMap<>();
    private final Map<String, BigDecimal> sumsOfApi = new TreeMap<>();
    private long rows;

    FocusStream(OpenAiAdmin admin, DateRange range, List<CostGroup> groups, boolean asksOrganization, Instant now) {
        this.admin = admin;
        this.groups = groups;
        this.now = now;
        this.start = range.start();
        this.end = range.end().isBefore(now) ? range.end() : now;
        readTotals(asksOrganization ? admin.with(options -> options.onResponse(organization)) : admin);
        readNames();
    }

    /** Returns the organization that the API names in its responses, or null. */
    @Nullable
    String organization() {
        return organization.organization();
    }

    Instant now() {
        return now;
    }

    /** Returns the first day whose costs the API still revises. */
    LocalDate provisionalFrom() {
        return LocalDate.ofInstant(settledUntil(), ZoneOffset.UTC);
    }

    /** A bucket that ends later is still revised. */
    private Instant settledUntil() {
        return now.minus(REVISED_FOR);
    }

    private void readTotals(AdminApi client) {
        if (start.isBefore(end)) {
            for (CostBucket bucket : client.costs().list(start, end)) {
                totals.put(bucket.startTime(), CostValue.sums(bucket));
            }
        }
    }

    private void readNames() {
        if (totals.values().stream().allMatch(Map::isEmpty)) {
            return;
        }
        try {
            for (Project project :
                    admin.projects().list(query -> query.includeArchived(true).limit(100))) {
                if (project.name() != null) {
                    projectNames.put(project.id(), project.name());
                }
            }
        } catch (PermissionException e) {
            missing.add("names of projects: " + PartialRights.reason(e));
        }
    }

    void writeTo(Writer out, FocusSettings settings) throws IOException {
        CsvTable table = new CsvTable(
                out, settings.columns().stream().map(FocusColumn::title).toList());
        int days = 1;
        for (Instant from = start; from.isBefore(end); ) {
            Instant to = earlier(from.plus(days, ChronoUnit.DAYS), end);
            long before = rows;
            for (CostBucket bucket : charges(from, to)) {
                write(confirmed(bucket), table, settings);
            }
            days = daysFor(rows - before, days);
            from = to;
        }
    }

    /** Returns for how many days costs are read next, when so many charges were those of the last days. */
    private static int daysFor(long charges, int days) {
        return (int) Math.max(1, Math.min(2L * days, CHARGES_AT_A_TIME * (long) days / Math.max(1, charges)));
    }

    private Iterable<CostBucket> charges(Instant from, Instant to) {
        return admin.costs().list(from, query -> query.endTime(to).groupBy(groups));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Returns a bucket whose charges add up to its total, or the last one that was read. */
    private CostBucket confirmed(CostBucket read) {
        CostBucket bucket = read;
        for (int i = 0; i < SECOND_LOOKS && differs(bucket); i++) {
            Instant from = bucket.startTime();
            Instant to = earlier(bucket.endTime(), end);
            for (CostBucket total : admin.costs().list(from, to)) {
                totals.put(total.startTime(), CostValue.sums(total));
            }
            for (CostBucket again : charges(from, to)) {
                bucket = again;
            }
        }
        return bucket;
    }

    private boolean differs(CostBucket bucket) {
        return !CostValue.differences(totals.getOrDefault(bucket.startTime(), Map.of()), CostValue.sums(bucket))
                .isEmpty();
    }

    private void write(CostBucket bucket, CsvTable table, FocusSettings settings) throws IOException {
        totals.getOrDefault(bucket.startTime(), Map.of())
                .forEach((currency, total) -> sumsOfApi.merge(currency, total, BigDecimal::add));
        FocusDay day = FocusDay.of(bucket, settledUntil());
        for (Cost cost : CostValue.costsOf(bucket)) {
            CostValue value = CostValue.of(cost);
            if (value != null) {
                String name = cost.projectId() == null ? null : projectNames.get(cost.projectId());
                new FocusRow(settings, day, cost, value, name).write(table);
                sums.merge(value.currency(), value.amount(), BigDecimal::add);
                rows++;
            }
        }
    }

    FocusSummary summary(Path file, Path metadata) {
        Map<String, BigDecimal> written = new TreeMap<>(sums);
        written.replaceAll((currency, sum) -> CostValue.written(sum));
        return new FocusSummary(file, metadata, rows, written, CostValue.differences(sumsOfApi, sums), missing);
    }
}
