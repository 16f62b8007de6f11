package dev.openaiadmin.governance.audit;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.AuditLogsApi;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.InterruptedCallException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.PoolExhaustedException;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.client.RequestOptions;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.client.TimeoutException;
import dev.openaiadmin.client.UnreadableResponseException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.OrganizationHeader;
import dev.openaiadmin.governance.internal.ReadLag;
import dev.openaiadmin.governance.internal.RunHolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the audit log: delivers every event once, in order, and continues from a checkpoint.
 *
 * <pre>{@code
 * try (AuditTrail trail = AuditTrail.follow(admin)
 *         .checkpoint(CheckpointStore.file(Path.of("audit.checkpoint")))
 *         .to(FileSink.of(Path.of("audit.jsonl")))
 *         .build()) {
 *     trail.run();
 * }
 * }</pre>
 *
 * <p><b>Order.</b> The log is read in windows of time, from old to new, each at most a day long. The events of a window are
 * delivered by time, and by id where times are equal. A window is read again with the one after it, as far as the
 * {@linkplain Builder#overlap overlap} reaches, and once more in the {@linkplain Builder#deepSweep deep sweep}. An event that
 * arrives late, after its window was read, is delivered with the window in which it is found, before the other events of
 * that window, and counted as late.
 *
 * <p><b>Once.</b> Events are told apart by their ids. The checkpoint holds the end of the last window and the ids of all
 * events that can be read again. It is saved after the sink has stored a batch of at most a thousand events. After a crash,
 * the events of the last batch are delivered again, unless the sink can go back to the position in the checkpoint, as
 * {@link FileSink} does. An event is lost only when it arrives later than half of what the deep sweep reaches: twelve
 * hours by default.
 *
 * <p><b>Memory.</b> Events of a window beyond 8 MB are sorted in a temporary file. The ids of the events that can be read
 * again are kept in memory, about 150 bytes for each event of the last day.
 *
 * <p>One thread at a time reads; {@link #close} and {@link #counters} can be called from any thread.
 */
public final class AuditTrail implements AutoCloseable {
    /** After how many events the sink and the checkpoint are made to agree; as many can be delivered twice after a crash. */
    static final int BATCH = 1_000;

    static final String NO_FILTER = "{}";

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final CheckpointStore checkpoint;
    private final AuditSink sink;
    private final Duration pollInterval;
    private final Duration longestPoll;
    private final Consumer<OpenAiAdminException> onFailure;
    private final Supplier<Instant> clock;
    private final ReadLag.Pause pause;
    private final Counters counters = new Counters();
    private final Follower follower;

    private final ReentrantLock reading = new ReentrantLock();
    /** Guards the fields below it. */
    private final Object gate = new Object();

    private boolean isClosed;
    private boolean isInterruptedByClose;
    private @Nullable Thread waiting;
    /** Only used while reading. */
    private CheckpointStore.@Nullable Lock lock;

    private boolean isReleased;

    private AuditTrail(Builder builder, AuditSettings settings) {
        this.checkpoint = settings.checkpoint();
        this.sink = settings.sink();
        this.pollInterval = builder.pollInterval;
        this.longestPoll = pollInterval.compareTo(settings.settle()) > 0 ? pollInterval : settings.settle();
        this.onFailure = builder.onFailure;
        this.clock = builder.clock;
        this.pause = builder.pause;
        OrganizationHeader header = new OrganizationHeader();
        AuditLogPages pages = pages(builder.admin, options -> {});
        AuditLogPages firstPages = pages(builder.admin, options -> options.onResponse(header));
        WindowReader reader = new WindowReader(
                query -> interruptibly(() -> (header.organization() == null ? firstPages : pages).listPage(query)),
                settings.query(),
                counters);
        this.follower = new Follower(settings, reader, header::organization, counters, this::isStopped);
    }

    private static AuditLogPages pages(OpenAiAdmin admin, Consumer<RequestOptions.Builder> more) {
        AdminApi view = admin.with(options -> {
            // The API may limit the rate of calls.
            options.timeout(Duration.ofHours(1)).readOnly(true);
            more.accept(options);
        });
        return view.api(AuditLogPages.class);
    }

    /**
     * Starts with the defaults: the events of the organization from now on, a checkpoint that ends with the process, an
     * overlap of ten minutes, a settle time of one minute, a deep sweep of one day, a request every ten seconds.
     *
     * @param admin the client, whose pacing applies; each of its calls may take an hour, because the API may limit their rate
     * @return a new builder
     */
    public static Builder follow(OpenAiAdmin admin) {
        return new Builder(admin);
    }

    /**
     * Delivers all events that are old enough now, for jobs that run from time to time.
     *
     * @return what was done since this trail was created
     * @throws CheckpointInUseException when another follower uses the checkpoint
     * @throws GovernanceException when the checkpoint belongs to another source, or it or the sink fails
     * @throws OpenAiAdminException when the log cannot be read; the next run continues from the checkpoint
     */
    public AuditCounters poll() {
        begin();
        try {
            boolean more = true;
            while (more && !isStopped()) {
                more = follower.readWindow(clock.get());
            }
        } catch (InterruptedCallException e) {
            if (!isClosed()) {
                throw e;
            }
        } finally {
            end();
        }
        return counters();
    }

    /**
     * Delivers events until this trail is closed, or the thread is interrupted. What can pass, such as an outage of the
     * network, is reported and tried again after a wait that grows to five minutes.
     *
     * @throws CheckpointInUseException when another follower uses the checkpoint
     * @throws GovernanceException when the checkpoint belongs to another source, or it or the sink fails
     * @throws OpenAiAdminException when the log cannot be read and waiting does not help, such as without permission
     */
    public void run() {
        begin();
        try {
            Duration afterFailure = pollInterval;
            while (!isStopped()) {
                long pagesBefore = counters.pages();
                Duration wait;
                try {
                    boolean more = follower.readWindow(clock.get());
                    wait = more ? Duration.ZERO : poll(counters.pages() - pagesBefore);
                    afterFailure = pollInterval;
                } catch (OpenAiAdminException e) {
                    if (!canPass(e)) {
                        throw e;
                    }
                    counters.failure();
                    onFailure.accept(e);
                    wait = longer(afterFailure, e instanceof RateLimitException limited ? limited.retryAfter() : null);
                    afterFailure = shorter(afterFailure.multipliedBy(2), longer(LONGEST_WAIT, pollInterval));
                }
                sleep(wait);
            }
        } catch (InterruptedCallException e) {
            if (!isClosed()) {
                Thread.currentThread().interrupt();
            }
        } finally {
            end();
        }
    }

    /** A poll of several pages is followed by as many intervals, within reason. */
    private Duration poll(long pages) {
        return shorter(pollInterval.multipliedBy(Math.max(1, pages)), longestPoll);
    }

    private static boolean canPass(OpenAiAdminException e) {
        return e instanceof ConnectionException
                || e instanceof TimeoutException
                || e instanceof ServerException
                || e instanceof RateLimitException
                || e instanceof PoolExhaustedException
                || e instanceof UnreadableResponseException
                || e instanceof PageSequenceException;
    }

    /**
     * Returns what was done since this trail was created.
     *
     * @return the counters at this moment
     */
    public AuditCounters counters() {
        return counters.at(clock.get());
    }

    /**
     * Ends {@link #run} or {@link #poll} after the event that is being delivered, saves the checkpoint, and closes the sink
     * and the lock. Waits until that is done; from inside the sink, it is done as soon as the sink returns.
     *
     * @throws GovernanceException when the sink fails
     */
    @Override
    public void close() {
        synchronized (gate) {
            isClosed = true;
            if (waiting != null && waiting != Thread.currentThread()) {
                isInterruptedByClose = true;
                waiting.interrupt();
            }
        }
        if (reading.isHeldByCurrentThread()) {
            return;
        }
        reading.lock();
        try {
            release();
        } finally {
            reading.unlock();
        }
    }

    private void begin() {
        if (!reading.tryLock()) {
            throw new GovernanceException("This trail is being read by another thread; nothing was done");
        }
        try {
            if (isClosed()) {
                throw new GovernanceException("This trail is closed; build another one");
            }
            if (lock == null) {
                lock = checkpoint.lock(RunHolder.description());
            }
        } catch (RuntimeException e) {
            reading.unlock();
            throw e;
        }
    }

    private void end() {
        try {
            synchronized (gate) {
                if (isInterruptedByClose) {
                    isInterruptedByClose = false;
                    Thread.interrupted();
                }
            }
            if (isClosed()) {
                release();
            }
        } finally {
            reading.unlock();
        }
    }

    private void release() {
        if (isReleased) {
            return;
        }
        isReleased = true;
        // The locks of files are channels, which an interrupted thread cannot use.
        boolean wasInterrupted = Thread.interrupted();
        try {
            sink.close();
        } catch (IOException e) {
            throw new GovernanceException("The sink cannot be closed: " + e.getMessage(), e);
        } finally {
            if (lock != null) {
                lock.close();
            }
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isClosed() {
        synchronized (gate) {
            return isClosed;
        }
    }

    private boolean isStopped() {
        return isClosed() || Thread.currentThread().isInterrupted();
    }

    private void sleep(Duration time) {
        if (time.isZero()) {
            return;
        }
        interruptibly(() -> {
            try {
                pause.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return time;
        });
    }

    /** Makes {@link #close} interrupt what only waits. */
    private <T> T interruptibly(Supplier<T> wait) {
        synchronized (gate) {
            waiting = Thread.currentThread();
            if (isClosed) {
                isInterruptedByClose = true;
                waiting.interrupt();
            }
        }
        try {
            return wait.get();
        } finally {
            synchronized (gate) {
                waiting = null;
            }
        }
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Builds trails. Not safe for use by many threads. */
    public static final class Builder {
        /** The largest page of the API. */
        private static final int PAGE_SIZE = 100;

        private static final Set<String> SET_BY_FOLLOWER = Set.of("limit", "after", "before", "tenant_only");

        private final OpenAiAdmin admin;
        private AuditStream stream = AuditStream.ORGANIZATION;
        private AuditLogsApi.ListQuery filter = AuditLogsApi.ListQuery.builder().build();
        private @Nullable Instant from;
        private Duration overlap = Duration.ofMinutes(10);
        private Duration settle = Duration.ofMinutes(1);
        private Duration deepSweep = Duration.ofDays(1);
        private Duration pollInterval = Duration.ofSeconds(10);
        private CheckpointStore checkpoint = CheckpointStore.inMemory();
        private @Nullable AuditSink sink;
        private Consumer<OpenAiAdminException> onFailure = failure -> {};
        private Supplier<Instant> clock = Instant::now;
        private ReadLag.Pause pause = time -> Thread.sleep(time.toMillis());
        private int batch = BATCH;

        private Builder(OpenAiAdmin admin) {
            this.admin = admin;
        }

        /**
         * Sets where events go.
         *
         * @param sink such as {@link FileSink#of}, {@link AuditSink#standardOutput}, or a lambda
         * @return this builder
         */
        public Builder to(AuditSink sink) {
            this.sink = sink;
            return this;
        }

        /**
         * Sets the checkpoint, from which the next run continues. Without it, every run begins anew.
         *
         * @param checkpoint such as {@link CheckpointStore#file}; one for each organization, log and filter
         * @return this builder
         */
        public Builder checkpoint(CheckpointStore checkpoint) {
            this.checkpoint = checkpoint;
            return this;
        }

        /**
         * Follows the log of the organization's tenant instead of that of the organization and its projects. The API keeps
         * the two apart: whoever needs both runs two trails with two checkpoints.
         *
         * @return this builder
         */
        public Builder tenant() {
            this.stream = AuditStream.TENANT;
            return this;
        }

        /**
         * Delivers only some events. Two of the filters narrow each other down; several values of one of them widen it.
         *
         * <pre>{@code
         * filter(query -> query.projectIds(List.of("proj_1")).eventTypes(List.of(AuditLogEventType.API_KEY_CREATED)))
         * }</pre>
         *
         * @param filter sets filters of the operation, but neither times, nor cursors, nor the size of pages
         * @return this builder
         */
        public Builder filter(Consumer<AuditLogsApi.ListQuery.Builder> filter) {
            AuditLogsApi.ListQuery.Builder query = AuditLogsApi.ListQuery.builder();
            filter.accept(query);
            this.filter = query.build();
            return this;
        }

        /**
         * Sets the time of the first event that is delivered. It only matters while there is no checkpoint. The API keeps
         * events for an unspecified time.
         *
         * @param from the time, inclusive; by default, the time at which the first run begins
         * @return this builder
         */
        public Builder from(Instant from) {
            this.from = from;
            return this;
        }

        /**
         * Sets how far back the log is read again with every window, for events that arrive late.
         *
         * @param overlap zero or more; ten minutes by default
         * @return this builder
         */
        public Builder overlap(Duration overlap) {
            this.overlap = overlap;
            return this;
        }

        /**
         * Sets how old events have to be before they are read, so that the others of the same time have arrived, too.
         *
         * @param settle zero or more; one minute by default
         * @return this builder
         */
        public Builder settle(Duration settle) {
            this.settle = settle;
            return this;
        }

        /**
         * Sets how far back the log is read again for events that arrive very late, twice in this time: with one day, the last
         * day is read again every twelve hours, which finds every event that arrives up to twelve hours late.
         *
         * @param deepSweep zero for never, or more than the overlap; one day by default
         * @return this builder
         */
        public Builder deepSweep(Duration deepSweep) {
            this.deepSweep = deepSweep;
            return this;
        }

        /**
         * Sets how often {@link AuditTrail#run} sends a request once it has caught up. A poll of several pages is followed by
         * as many intervals, at most the settle time.
         *
         * @param pollInterval more than zero; ten seconds by default
         * @return this builder
         */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = pollInterval;
            return this;
        }

        /**
         * Sets what learns of failures after which {@link AuditTrail#run} tries again. By default they are only counted.
         *
         * @param onFailure called on the thread that reads
         * @return this builder
         */
        public Builder onFailure(Consumer<OpenAiAdminException> onFailure) {
            this.onFailure = onFailure;
            return this;
        }

        Builder batch(int batch) {
            this.batch = batch;
            return this;
        }

        Builder time(Supplier<Instant> clock, ReadLag.Pause pause) {
            this.clock = clock;
            this.pause = pause;
            return this;
        }

        /**
         * Creates the trail. Nothing is sent, and the checkpoint is not locked yet.
         *
         * @return a new trail, to be closed
         * @throws InvalidValueException when there is no sink, or a value is out of range; the message names it
         */
        public AuditTrail build() {
            if (sink == null) {
                throw new InvalidValueException("to", null, "must be set: name a sink for the events");
            }
            requireNotNegative("overlap", overlap);
            requireNotNegative("settle", settle);
            requireNotNegative("deepSweep", deepSweep);
            if (!deepSweep.isZero() && deepSweep.compareTo(overlap) <= 0) {
                throw new InvalidValueException(
                        "deepSweep", deepSweep, "must be zero, or more than the overlap, which is " + overlap);
            }
            if (pollInterval.isNegative() || pollInterval.isZero()) {
                throw new InvalidValueException("pollInterval", pollInterval, "must be more than zero");
            }
            Map<String, Object> filters = filter.toQueryMap();
            for (String name : filters.keySet()) {
                if (SET_BY_FOLLOWER.contains(name) || name.startsWith("effective_at")) {
                    throw new InvalidValueException("filter", name, "must not be set, because the follower sets it");
                }
            }
            AuditLogsApi.ListQuery query = filter.toBuilder()
                    .tenantOnly(stream == AuditStream.TENANT ? true : null)
                    .limit(PAGE_SIZE)
                    .build();
            return new AuditTrail(
                    this,
                    new AuditSettings(
                            stream,
                            query,
                            EventJson.filter(filters),
                            from,
                            overlap,
                            settle,
                            deepSweep,
                            batch,
                            checkpoint,
                            sink));
        }

        private static void requireNotNegative(String name, Duration value) {
            if (value.isNegative()) {
                throw new InvalidValueException(name, value, "must not be negative");
            }
        }
    }
}
