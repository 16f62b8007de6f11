package dev.openaiadmin.governance.metrics;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.costs.CostBreakdown;
import dev.openaiadmin.governance.costs.CostQuery;
import dev.openaiadmin.governance.reports.DateRange;
import dev.openaiadmin.governance.reports.Granularity;
import dev.openaiadmin.governance.usage.UsageEndpoint;
import dev.openaiadmin.governance.usage.UsageQuery;
import dev.openaiadmin.governance.usage.UsageReport;
import dev.openaiadmin.model.CostGroup;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Costs and usage of today, of yesterday and of the month to date, as gauges of a Prometheus registry.
 *
 * <pre>{@code
 * OrganizationMetrics metrics = OrganizationMetrics.builder(admin).build();
 * prometheusRegistry.register(metrics);
 * metrics.start();
 * }</pre>
 *
 * <p>A scrape returns what was read last, and never calls the API. The values are read in the background, at most two
 * requests at once. They are gauges, because the API revises them for days. A group that the API no longer returns
 * disappears. If a read fails, the last values stay, {@code openai_metrics_refresh_errors_total} counts the failure, and
 * {@code openai_metrics_last_success_timestamp_seconds} tells how old they are. Days and months are those of UTC.
 *
 * <p>{@link MetricsServer} serves them without another framework. Micrometer's Prometheus registry has a
 * {@code PrometheusRegistry}, in which they can be registered as well. Thread-safe.
 */
public final class OrganizationMetrics implements MultiCollector, AutoCloseable {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final String PROJECT = "project_id";

    private final AdminApi admin;
    private final List<CostGroup> costGroups;
    private final Collection<List<UsageEndpoint>> endpointsByGroups;
    private final List<String> usageGroups;
    private final Duration interval;
    private final BiConsumer<String, RuntimeException> onError;
    private final Clock clock;
    private final Map<String, RefreshState> states = new TreeMap<>();
    private final ScheduledThreadPoolExecutor executor;
    private volatile MetricSnapshots snapshots = new MetricSnapshots();

    private OrganizationMetrics(Builder builder) {
        this.admin = builder.admin;
        this.costGroups = List.copyOf(builder.costGroups);
        this.usageGroups = List.copyOf(builder.usageGroups);
        this.endpointsByGroups = builder.endpointsByGroups();
        this.interval = builder.interval;
        this.onError = builder.onError;
        this.clock = builder.clock;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "openai-metrics-refresh");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts with the defaults: costs by project and line item, usage of all endpoints by project and model, read every 15
     * minutes.
     *
     * @param admin the client
     * @return a new builder
     */
    public static Builder builder(AdminApi admin) {
        return new Builder(admin);
    }

    /** Starts to read in the background: now, and each time when the interval has passed since the last read has ended. */
    public void start() {
        // The task reports its failures itself, and ends with the executor.
        Future<?> unused =
                executor.scheduleWithFixedDelay(this::refresh, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads all values now, and returns when they can be scraped. Failures are counted and reported to
     * {@link Builder#onError}; they are not thrown.
     */
    public synchronized void refresh() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = today.withDayOfMonth(1);
        LocalDate yesterday = today.minusDays(1);
        DateRange range = new DateRange(first.isAfter(yesterday) ? yesterday : first, today.plusDays(1));
        read("costs", gauges -> {
            CostQuery query =
                    CostQuery.of(range).granularity(Granularity.DAY).groupBy(costGroups.toArray(CostGroup[]::new));
            gauges.addCosts(CostBreakdown.of(admin, query, clock), today);
            return gauges;
        });
        read("usage", gauges -> {
            for (List<UsageEndpoint> endpoints : endpointsByGroups) {
                UsageQuery query = UsageQuery.of(range)
                        .granularity(Granularity.DAY)
                        .endpoints(endpoints.stream().map(UsageEndpoint::name).toArray(String[]::new))
                        .groupBy(groupsOf(endpoints.get(0), usageGroups).toArray(String[]::new));
                gauges.addUsage(UsageReport.of(admin, query, 1, clock), today);
            }
            return gauges;
        });
        List<MetricSnapshot> shown = new ArrayList<>();
        states.values().forEach(state -> shown.addAll(state.values()));
        shown.addAll(RefreshState.snapshots(states));
        snapshots = new MetricSnapshots(shown);
    }

    private void read(String source, Function<DayGauges, DayGauges> read) {
        RefreshState state = states.computeIfAbsent(source, unused -> new RefreshState());
        Instant begun = clock.instant();
        try {
            state.succeeded(read.apply(new DayGauges()).snapshots(), clock.instant(), begun);
        } catch (RuntimeException e) {
            // The next read may succeed whatever has failed. Until then, scrapes return the last values.
            state.failed(clock.instant(), begun);
            onError.accept(source, e);
        }
    }

    private static List<String> groupsOf(UsageEndpoint endpoint, Collection<String> wanted) {
        return wanted.stream().filter(endpoint.groups()::contains).toList();
    }

    /** Returns what was read last. */
    @Override
    public MetricSnapshots collect() {
        return snapshots;
    }

    /** Ends the reads in the background, and interrupts one that is under way. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Collects what the metrics are made of. Not thread-safe. */
    public static final class Builder {
        private final AdminApi admin;
        private final Set<CostGroup> costGroups =
                new LinkedHashSet<>(List.of(CostGroup.PROJECT_ID, CostGroup.LINE_ITEM));
        private final Set<String> usageGroups = new LinkedHashSet<>(List.of(PROJECT, "model"));
        private List<UsageEndpoint> endpoints = List.copyOf(UsageEndpoint.known());
        private Duration interval = Duration.ofMinutes(15);
        private BiConsumer<String, RuntimeException> onError = (source, failure) -> {};
        private Clock clock = Clock.systemUTC();

        private Builder(AdminApi admin) {
            this.admin = admin;
        }

        /**
         * Sets how long to wait between two reads.
         *
         * @param interval at least a minute; 15 minutes by default
         * @return this builder
         * @throws InvalidValueException if it is shorter
         */
        public Builder interval(Duration interval) {
            if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
                throw new InvalidValueException("interval", interval, "must be at least " + SHORTEST_INTERVAL);
            }
            this.interval = interval;
            return this;
        }

        /**
         * Divides costs and usage by API keys as well. There is then a series for each key, and the names of the keys take a
         * request for each project at every read.
         *
         * @return this builder
         */
        public Builder includeApiKeys() {
            costGroups.add(CostGroup.API_KEY_ID);
            usageGroups.add(CostGroup.API_KEY_ID.value());
            return this;
        }

        /**
         * Divides costs and usage by users as well, which can be personal data. There is then a series for each user. The API
         * refuses users together with projects for some organizations.
         *
         * @return this builder
         */
        public Builder includeUsers() {
            costGroups.add(CostGroup.USER_ID);
            usageGroups.add(CostGroup.USER_ID.value());
            return this;
        }

        /**
         * Sets the endpoints whose usage is read.
         *
         * @param endpoints names such as {@code completions}; all by default, none for costs alone
         * @return this builder
         * @throws InvalidValueException if there is no such endpoint; the message names the nearest
         */
        public Builder usageEndpoints(String... endpoints) {
            List<UsageEndpoint> found = new ArrayList<>();
            for (String endpoint : endpoints) {
                found.add(UsageEndpoint.of(endpoint));
            }
            this.endpoints = List.copyOf(found);
            return this;
        }

        /**
         * Sets what is told about a read that fails.
         *
         * @param onError takes {@code costs} or {@code usage}, and the failure; nothing is told by default
         * @return this builder
         */
        public Builder onError(BiConsumer<String, RuntimeException> onError) {
            this.onError = onError;
            return this;
        }

        /**
         * Sets what tells the time.
         *
         * @param clock the clock of the system by default
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Creates the metrics.
         *
         * @return metrics without values, until {@link OrganizationMetrics#start} or {@link OrganizationMetrics#refresh}
         */
        public OrganizationMetrics build() {
            return new OrganizationMetrics(this);
        }

        /** Endpoints that allow the same groups are read together, so that names are read once for them. */
        private Collection<List<UsageEndpoint>> endpointsByGroups() {
            Map<List<String>, List<UsageEndpoint>> byGroups = new LinkedHashMap<>();
            for (UsageEndpoint endpoint : endpoints) {
                byGroups.computeIfAbsent(groupsOf(endpoint, usageGroups), unused -> new ArrayList<>())
                        .add(endpoint);
            }
            return List.copyOf(byGroups.values());
        }
    }
}
