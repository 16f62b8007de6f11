package dev.openaiadmin.governance.usage;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.report.GroupNames;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the usage of a query from all of its endpoints. */
final class UsageReader {
    private static final Duration REVISED_FOR = Duration.ofDays(2);

    private final AdminApi admin;
    private final UsageQuery query;
    private final int parallelRequests;
    private final Instant end;
    private final Instant settledUntil;

    UsageReader(AdminApi admin, UsageQuery query, int parallelRequests, Instant now) {
        this.admin = admin;
        this.query = query;
        this.parallelRequests = parallelRequests;
        this.end = query.range().end().isBefore(now) ? query.range().end() : now;
        this.settledUntil = now.minus(REVISED_FOR);
    }

    UsageReport read() {
        List<String> missing = new ArrayList<>();
        for (UsageEndpoint endpoint : query.leftOut()) {
            missing.add("usage of " + endpoint + ": it can be grouped by "
                    + String.join(", ", endpoint.groups()) + " and filtered by "
                    + String.join(", ", new TreeSet<>(endpoint.filters())));
        }
        if (!query.range().start().isBefore(end)) {
            return new UsageReport(query, List.of(), missing);
        }
        Map<Key, Sum> sums = new HashMap<>();
        try (ParallelReads reads = new ParallelReads(parallelRequests)) {
            reads.all(query.endpoints(), this::read).forEach(sums::putAll);
        }
        GroupNames names = GroupNames.read(
                admin, query.groupBy(), sums.keySet().stream().map(Key::values).toList());
        missing.addAll(names.missing());
        return new UsageReport(query, rows(sums, names), missing);
    }

    private record Key(UsageEndpoint endpoint, LocalDate start, List<@Nullable String> values) {}

    private static final class Sum {
        private final Map<String, Long> quantities = new LinkedHashMap<>();
        private boolean provisional;
    }

    private Map<Key, Sum> read(UsageEndpoint endpoint) {
        Map<Key, Sum> sums = new HashMap<>();
        List<String> quantities = endpoint.quantities();
        for (UsageEndpoint.Day day :
                endpoint.days(admin, query.range().start(), end, query.groupBy(), query.filters())) {
            LocalDate start = query.granularity()
                    .startOf(day.start().atOffset(ZoneOffset.UTC).toLocalDate(), query.range());
            for (Object result : day.results()) {
                List<@Nullable String> values = new ArrayList<>();
                query.groupBy().forEach(field -> values.add(endpoint.text(result, field)));
                Sum sum = sums.computeIfAbsent(new Key(endpoint, start, values), unused -> new Sum());
                sum.provisional |= day.end().isAfter(settledUntil);
                for (String quantity : quantities) {
                    Long number = endpoint.number(result, quantity);
                    if (number != null) {
                        sum.quantities.merge(quantity, number, Math::addExact);
                    }
                }
            }
        }
        return sums;
    }

    private List<UsageRow> rows(Map<Key, Sum> sums, GroupNames names) {
        List<UsageRow> rows = new ArrayList<>();
        sums.forEach((key, sum) -> {
            rows.add(new UsageRow(
                    key.endpoint().name(),
                    key.start(),
                    names.group(key.values()),
                    ordered(key.endpoint(), sum),
                    sum.provisional));
        });
        rows.sort(Comparator.comparing(UsageRow::endpoint)
                .thenComparing(UsageRow::start)
                .thenComparing(
                        row -> row.quantities().values().stream().findFirst().orElse(0L), Comparator.reverseOrder())
                .thenComparing(row -> row.group().toString()));
        return rows;
    }

    private static Map<String, Long> ordered(UsageEndpoint endpoint, Sum sum) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        for (String quantity : endpoint.quantities()) {
            Long number = sum.quantities.get(quantity);
            if (number != null) {
                ordered.put(quantity, number);
            }
        }
        return ordered;
    }
}
