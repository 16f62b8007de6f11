package dev.openaiadmin.governance.audit;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.model.AuditLogEventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one window after the other, and delivers its events. Not safe for use by many threads. */
final class Follower {
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

    private final AuditSettings settings;
    private final WindowReader reader;
    private final Supplier<@Nullable String> organization;
    private final Counters counters;
    private final BooleanSupplier isStopped;
    private Duration windowLength = LONGEST_WINDOW;
    private Instant nextSweep = Instant.MIN;
    private @Nullable Session session;

    /**
     * Creates a follower. Nothing is read.
     *
     * @param organization returns the organization that responses have named, or null
     * @param isStopped whether to stop before the next event
     */
    Follower(
            AuditSettings settings,
            WindowReader reader,
            Supplier<@Nullable String> organization,
            Counters counters,
            BooleanSupplier isStopped) {
        this.settings = settings;
        this.reader = reader;
        this.organization = organization;
        this.counters = counters;
        this.isStopped = isStopped;
    }

    /** What is known between two windows: the same as in the checkpoint. */
    private static final class Session {
        private AuditSource source;
        private AuditProgress progress;
        private final DeliveredEvents delivered;
        private boolean isSinkOpen;

        Session(Checkpoint checkpoint) {
            this.source = checkpoint.source();
            this.progress = checkpoint.progress();
            this.delivered = new DeliveredEvents(checkpoint.delivered(), progress.knownFrom());
        }
    }

    /**
     * A window of time.
     *
     * @param start where reading begins; earlier than the end of the window before, by the overlap
     * @param settledBefore the end of the window before
     * @param target until when events are old enough to be read
     * @param isSweep whether it is a deep sweep
     */
    private record Window(Instant start, Instant settledBefore, Instant end, Instant target, boolean isSweep) {}

    /**
     * Reads the next window, and delivers its new events.
     *
     * @return whether another window can be read at once
     */
    boolean readWindow(Instant now) {
        Session current = session(now);
        Window window = nextWindow(current.progress, now);
        if (!window.end().isAfter(window.settledBefore())) {
            return false;
        }
        try (EventSpool events = new EventSpool()) {
            read(window, events);
            if (isStopped.getAsBoolean()) {
                return false;
            }
            deliver(current, window, events.sorted());
        } catch (IOException e) {
            throw new GovernanceException(
                    "The temporary file with events of the audit log failed: " + e.getMessage()
                            + "; the next run continues from the checkpoint " + settings.checkpoint(),
                    e);
        }
        return window.end().isBefore(window.target());
    }

    private Session session(Instant now) {
        Session known = session;
        if (known == null) {
            known = new Session(checkpoint(now));
            session = known;
            counters.settled(known.progress.settledUntil());
        }
        return known;
    }

    /** Returns the saved checkpoint, or saves the first one, so that the beginning stays the same from then on. */
    private Checkpoint checkpoint(Instant now) {
        AuditSource source = new AuditSource(organization.get(), settings.stream(), settings.filter());
        Optional<Checkpoint> saved = settings.checkpoint().load();
        if (saved.isPresent()) {
            requireSame(saved.get().source(), source);
            return saved.get();
        }
        Instant from = Objects.requireNonNullElse(settings.from(), now).truncatedTo(ChronoUnit.SECONDS);
        AuditProgress progress = new AuditProgress(from, from, now.truncatedTo(ChronoUnit.SECONDS), null);
        settings.checkpoint().save(source, progress, Map.of());
        return new Checkpoint(source, progress, Map.of());
    }

    private void requireSame(AuditSource saved, AuditSource own) {
        boolean isOtherOrganization = saved.organization() != null
                && own.organization() != null
                && !saved.organization().equals(own.organization());
        if (isOtherOrganization
                || saved.stream() != own.stream()
                || !saved.filter().equals(own.filter())) {
            throw new GovernanceException("The checkpoint " + settings.checkpoint() + " belongs to " + described(saved)
                    + ", and not to " + described(own) + "; nothing was delivered. Use one checkpoint for each");
        }
    }

    private static String described(AuditSource source) {
        return "the " + (source.stream() == AuditStream.TENANT ? "tenant log" : "audit log")
                + (source.organization() == null ? "" : " of the organization " + source.organization())
                + (source.filter().equals(AuditTrail.NO_FILTER) ? "" : " with the filter " + source.filter());
    }

    private Window nextWindow(AuditProgress progress, Instant now) {
        Instant settled = progress.settledUntil();
        Instant target = now.minus(settings.settle()).truncatedTo(ChronoUnit.SECONDS);
        Instant end = earlier(settled.plus(windowLength), target);
        boolean isSweep = !settings.deepSweep().isZero()
                && end.equals(target)
                && !target.isBefore(nextSweep)
                && !target.isBefore(progress.sweptAt().plus(settings.deepSweep().dividedBy(2)));
        Instant start = settled.minus(settings.overlap());
        if (isSweep) {
            start = earlier(start, target.minus(settings.deepSweep()));
        }
        return new Window(later(start, progress.knownFrom()), settled, end, target, isSweep);
    }

    private void read(Window window, EventSpool events) throws IOException {
        try {
            reader.read(window.start(), window.end(), events::add);
        } catch (RuntimeException e) {
            windowLength = later(windowLength.dividedBy(2), SHORTEST_WINDOW);
            if (window.isSweep()) {
                // New events do not wait for a sweep that fails.
                nextSweep = window.target().plus(settings.overlap());
            }
            throw e;
        }
        Duration doubled = windowLength.multipliedBy(2);
        windowLength = doubled.compareTo(LONGEST_WINDOW) < 0 ? doubled : LONGEST_WINDOW;
    }

    /** Anything that fails here leaves the sink behind the checkpoint, and both are opened again. */
    private void deliver(Session current, Window window, EventSpool.Sorted events) throws IOException {
        session = null;
        prepare(current);
        for (ReceivedEvent event = events.next(); event != null; event = events.next()) {
            if (current.delivered.contains(event.id())) {
                counters.duplicate();
                continue;
            }
            Instant at = Instant.ofEpochSecond(event.at());
            AuditLogEventType type = new AuditLogEventType(event.type());
            accept(new AuditEvent(event.id(), type, at, current.source.organization(), event.json()));
            current.delivered.add(event.id(), at);
            counters.delivered(type, at.isBefore(window.settledBefore()));
            if (isStopped.getAsBoolean()) {
                commit(current, window, at, current.progress.sweptAt());
                session = current;
                return;
            }
            if (current.delivered.unsavedCount() >= settings.batch()) {
                commit(current, window, at, current.progress.sweptAt());
            }
        }
        commit(current, window, window.end(), window.isSweep() ? window.target() : current.progress.sweptAt());
        counters.settled(window.end());
        session = current;
    }

    /** Now that there was a response, the organization is known. */
    private void prepare(Session current) {
        AuditSource source = current.source;
        String named = organization.get();
        if (named != null) {
            AuditSource own = new AuditSource(named, source.stream(), source.filter());
            requireSame(source, own);
            current.source = own;
        }
        if (!current.isSinkOpen) {
            String position = open(current.progress.sinkPosition());
            save(
                    current,
                    current.progress.settledUntil(),
                    current.progress.knownFrom(),
                    current.progress.sweptAt(),
                    position);
            current.isSinkOpen = true;
        }
    }

    private @Nullable String open(@Nullable String position) {
        try {
            return settings.sink().open(position);
        } catch (IOException e) {
            throw new GovernanceException("The sink cannot be opened, so nothing was delivered: " + e.getMessage(), e);
        }
    }

    private void accept(AuditEvent event) {
        try {
            settings.sink().accept(event);
        } catch (IOException e) {
            throw sinkFailed("did not take the event " + event.id(), e);
        }
    }

    /**
     * Lets the sink store what it has taken, and then moves the checkpoint.
     *
     * @param settled until when events are delivered, unless they are late
     */
    private void commit(Session current, Window window, Instant settled, Instant sweptAt) {
        String position;
        try {
            position = settings.sink().commit();
        } catch (IOException e) {
            throw sinkFailed("did not store its events", e);
        }
        Instant settledUntil = later(settled, window.settledBefore());
        Instant needed = settledUntil.minus(settings.overlap());
        if (!settings.deepSweep().isZero()) {
            needed = earlier(needed, window.target().minus(settings.deepSweep()));
        }
        save(current, settledUntil, later(needed, current.progress.knownFrom()), sweptAt, position);
    }

    private void save(
            Session current, Instant settledUntil, Instant knownFrom, Instant sweptAt, @Nullable String position) {
        AuditProgress progress = new AuditProgress(settledUntil, knownFrom, sweptAt, position);
        settings.checkpoint().save(current.source, progress, current.delivered.unsaved());
        current.delivered.saved(knownFrom);
        current.progress = progress;
    }

    private GovernanceException sinkFailed(String what, IOException e) {
        return new GovernanceException(
                "The sink " + what + ": " + e.getMessage() + "; the next run continues from the checkpoint "
                        + settings.checkpoint(),
                e);
    }

    private static <T extends Comparable<? super T>> T earlier(T one, T other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static <T extends Comparable<? super T>> T later(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
