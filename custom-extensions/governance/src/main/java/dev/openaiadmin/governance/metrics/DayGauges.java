package dev.openaiadmin.governance.metrics;

import dev.openaiadmin.governance.costs.CostBreakdown;
import dev.openaiadmin.governance.costs.CostRow;
import dev.openaiadmin.governance.internal.report.FieldLabel;
import dev.openaiadmin.governance.internal.report.GroupColumns;
import dev.openaiadmin.governance.reports.GroupValue;
import dev.openaiadmin.governance.usage.UsageEndpoint;
import dev.openaiadmin.governance.usage.UsageReport;
import dev.openaiadmin.governance.usage.UsageRow;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Adds up rows of days to gauges of today, of yesterday and of the month to date. */
final class DayGauges {
    private final Map<String, Map<Labels, BigDecimal>> sums = new TreeMap<>();
    private final Map<String, String> helps = new TreeMap<>();

    /** The periods that a day can belong to. */
    private enum Period {
        TODAY("today", "today"),
        YESTERDAY("yesterday", "yesterday"),
        MONTH_TO_DATE("month_to_date", "this month until now");

        private final String suffix;
        private final String words;

        Period(String suffix, String words) {
            this.suffix = suffix;
            this.words = words;
        }

        boolean contains(LocalDate day, LocalDate today) {
            return switch (this) {
                case TODAY -> day.equals(today);
                case YESTERDAY -> day.equals(today.minusDays(1));
                case MONTH_TO_DATE -> YearMonth.from(day).equals(YearMonth.from(today));
            };
        }
    }

    void addCosts(CostBreakdown costs, LocalDate today) {
        for (CostRow row : costs.rows()) {
            add(
                    "openai_cost_",
                    "Costs",
                    labels("currency", row.currency(), row.group()),
                    row.start(),
                    today,
                    row.amount());
        }
    }

    void addUsage(UsageReport usage, LocalDate today) {
        for (UsageRow row : usage.rows()) {
            Labels labels = labels("endpoint", row.endpoint(), row.group());
            for (String quantity : UsageEndpoint.of(row.endpoint()).mainQuantities()) {
                Long number = row.quantities().get(quantity);
                if (number != null) {
                    add(
                            "openai_usage_" + nameOf(quantity) + "_",
                            FieldLabel.of(nameOf(quantity)),
                            labels,
                            row.start(),
                            today,
                            BigDecimal.valueOf(number));
                }
            }
        }
    }

    /** Returns the gauges, without those that have no value. */
    List<MetricSnapshot> snapshots() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        sums.forEach((name, values) -> {
            GaugeSnapshot.Builder gauge =
                    GaugeSnapshot.builder().name(name).help(Objects.requireNonNull(helps.get(name)));
            values.forEach(
                    (labels, value) -> gauge.dataPoint(new GaugeDataPointSnapshot(value.doubleValue(), labels, null)));
            snapshots.add(gauge.build());
        });
        return snapshots;
    }

    private void add(String prefix, String what, Labels labels, LocalDate day, LocalDate today, BigDecimal value) {
        for (Period period : Period.values()) {
            if (period.contains(day, today)) {
                String name = prefix + period.suffix;
                helps.put(name, what + " of " + period.words + ", in UTC. The API revises it for days.");
                sums.computeIfAbsent(name, unused -> new LinkedHashMap<>()).merge(labels, value, BigDecimal::add);
            }
        }
    }

    /** Returns labels for the fields and names of a group; an empty label stands for null, as Prometheus understands it. */
    private static Labels labels(String name, String value, List<GroupValue> group) {
        List<String> names = new ArrayList<>(List.of(name));
        List<String> values = new ArrayList<>(List.of(value));
        for (GroupValue each : group) {
            names.add(each.field());
            values.add(Objects.requireNonNullElse(each.value(), ""));
            if (GroupColumns.isNamed(each.field())) {
                names.add(FieldLabel.nameColumn(each.field()));
                values.add(Objects.requireNonNullElse(each.name(), ""));
            }
        }
        return Labels.of(names, values);
    }

    /** Returns {@code model_requests} for {@code num_model_requests}, and {@code bytes} for {@code usage_bytes}. */
    private static String nameOf(String quantity) {
        return quantity.replaceFirst("^(num|usage)_", "");
    }
}
