package dev.openaiadmin.governance.costs;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.report.CostValue;
import dev.openaiadmin.governance.internal.report.GroupNames;
import dev.openaiadmin.governance.internal.report.ResultFields;
import dev.openaiadmin.model.Cost;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.CostGroup;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reads the costs of a query, divided and undivided. */
final class CostReader {
    private static final Duration REVISED_FOR = Duration.ofDays(2);
    private static final ResultFields FIELDS = new ResultFields(Cost.class);

    private final AdminApi admin;
    private final CostQuery query;
    private final Instant start;
    private final Instant end;
    private final Instant settledUntil;
    /** The fields that filters need: the API has been seen to ignore a filter unless its field is grouped by. */
    private final Map<CostGroup, List<String>> filters = new LinkedHashMap<>();

    CostReader(AdminApi admin, CostQuery query, Instant now) {
        this.admin = admin;
        this.query = query;
        this.start = query.range().start();
        this.end = earlier(query.range().end(), now);
        this.settledUntil = now.minus(REVISED_FOR);
        filter(CostGroup.PROJECT_ID, query.projectIds());
        filter(CostGroup.API_KEY_ID, query.apiKeyIds());
        filter(CostGroup.LINE_ITEM, query.lineItems());
    }

    private void filter(CostGroup field, List<String> values) {
        if (!values.isEmpty()) {
            filters.put(field, values);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Reads the costs, and a second time if the rows do not add up to the total: a revision came in between. */
    CostBreakdown read() {
        if (!start.isBefore(end)) {
            return new CostBreakdown(query, List.of(), Map.of(), List.of());
        }
        Sums sums = readOnce();
        if (!sums.differences().isEmpty()) {
            sums = readOnce();
        }
        GroupNames names = GroupNames.read(
                admin,
                query.groupBy().stream().map(CostGroup::value).toList(),
                sums.sums.keySet().stream().map(Key::values).toList());
        return new CostBreakdown(query, sums.rows(names), sums.differences(), names.missing());
    }

    private Sums readOnce() {
        Sums sums = new Sums();
        if (query.groupBy().isEmpty()) {
            costs(List.of()).forEach(bucket -> sums.add(bucket, true));
            return sums;
        }
        try (ParallelReads reads = new ParallelReads(1)) {
            Future<Map<String, BigDecimal>> total = reads.begin(this::total);
            costs(query.groupBy()).forEach(bucket -> sums.add(bucket, false));
            sums.ofApi.putAll(ParallelReads.result(total));
        }
        return sums;
    }

    private Map<String, BigDecimal> total() {
        Map<String, BigDecimal> total = new TreeMap<>();
        for (CostBucket bucket : costs(List.of())) {
            for (Cost cost : CostValue.costsOf(bucket)) {
                CostValue value = passes(cost) ? CostValue.of(cost) : null;
                if (value != null) {
                    total.merge(value.currency(), value.amount(), BigDecimal::add);
                }
            }
        }
        return total;
    }

    private Pages<CostBucket> costs(List<CostGroup> groupBy) {
        Set<CostGroup> fields = new LinkedHashSet<>(groupBy);
        fields.addAll(filters.keySet());
        return admin.costs()
                .list(
                        start,
                        request -> request.endTime(end)
                                .groupBy(fields.isEmpty() ? null : List.copyOf(fields))
                                .projectIds(nullIfEmpty(query.projectIds()))
                                .apiKeyIds(nullIfEmpty(query.apiKeyIds()))
                                .lineItems(nullIfEmpty(query.lineItems())));
    }

    private static @Nullable List<String> nullIfEmpty(List<String> values) {
        return values.isEmpty() ? null : values;
    }

    private boolean passes(Cost cost) {
        return filters.entrySet().stream()
                .allMatch(filter -> filter.getValue()
                        .contains(FIELDS.text(cost, filter.getKey().value())));
    }

    /** A period, the values of a group, and a currency. */
    private record Key(LocalDate start, List<@Nullable String> values, String currency) {}

    /** A sum of amounts, and of quantities as long as they have the same unit. */
    private static final class Sum {
        private BigDecimal amount = BigDecimal.ZERO;
        private BigDecimal provisional = BigDecimal.ZERO;
        private @Nullable BigDecimal quantity;
        private @Nullable String unit;
        private boolean first = true;

        void add(CostValue value, boolean isProvisional, Cost cost) {
            amount = amount.add(value.amount());
            provisional = isProvisional ? provisional.add(value.amount()) : provisional;
            String addedUnit =
                    cost.quantityUnit() == null ? null : cost.quantityUnit().value();
            BigDecimal added = cost.quantity() == null ? null : CostValue.bounded(cost.quantity());
            if (first) {
                unit = addedUnit;
                quantity = addedUnit == null ? null : added;
            } else if (quantity != null) {
                quantity = added != null && unit != null && unit.equals(addedUnit) ? quantity.add(added) : null;
            }
            first = false;
        }
    }

    private final class Sums {
        private final Map<Key, Sum> sums = new HashMap<>();
        private final Map<String, BigDecimal> ofApi = new TreeMap<>();

        void add(CostBucket bucket, boolean isTotal) {
            boolean provisional = bucket.endTime().isAfter(settledUntil);
            LocalDate day = bucket.startTime().atOffset(ZoneOffset.UTC).toLocalDate();
            LocalDate period = query.granularity().startOf(day, query.range());
            for (Cost cost : CostValue.costsOf(bucket)) {
                CostValue value = passes(cost) ? CostValue.of(cost) : null;
                if (value != null) {
                    List<@Nullable String> values = new ArrayList<>();
                    query.groupBy().forEach(field -> values.add(FIELDS.text(cost, field.value())));
                    sums.computeIfAbsent(new Key(period, values, value.currency()), unused -> new Sum())
                            .add(value, provisional, cost);
                    if (isTotal) {
                        ofApi.merge(value.currency(), value.amount(), BigDecimal::add);
                    }
                }
            }
        }

        Map<String, BigDecimal> differences() {
            Map<String, BigDecimal> ofRows = new TreeMap<>();
            sums.forEach((key, sum) -> ofRows.merge(key.currency(), sum.amount, BigDecimal::add));
            return CostValue.differences(ofApi, ofRows);
        }

        List<CostRow> rows(GroupNames names) {
            boolean byLineItem = query.groupBy().contains(CostGroup.LINE_ITEM);
            List<CostRow> rows = new ArrayList<>();
            sums.forEach((key, sum) -> {
                BigDecimal quantity = byLineItem ? sum.quantity : null;
                rows.add(new CostRow(
                        key.start(),
                        names.group(key.values()),
                        key.currency(),
                        CostValue.written(sum.amount),
                        CostValue.written(sum.provisional),
                        quantity == null ? null : CostValue.written(quantity),
                        quantity == null ? null : sum.unit));
            });
            rows.sort(Comparator.comparing(CostRow::start)
                    .thenComparing(CostRow::currency)
                    .thenComparing(CostRow::amount, Comparator.reverseOrder())
                    .thenComparing(row -> row.group().toString()));
            return rows;
        }
    }
}
