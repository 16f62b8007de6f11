package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.ConnectionException.Reason;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.RateLimitException;
import dev.openaiadmin.client.RequestOptions;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.client.TimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One fault of the matrix: how it is caused, and how a call of each retry rule ends when it meets the fault. */
final class FaultRow {
    static final int ATTEMPTS = 2;

    final String name;
    Supplier<FaultServer> server = () -> FaultServer.start(Faults.good());
    BiConsumer<OpenAiAdmin.Builder, FaultServer> client = (builder, fault) -> {};
    Consumer<RequestOptions.Builder> options = builder -> {};
    Calls call = (admin, op, fault) -> op.on(admin);
    Meanwhile meanwhile = (fault, caller, admin) -> {};
    Consumer<FaultServer> afterwards = server -> {};
    Consumer<Throwable> failureCheck = failure -> {};
    Consumer<List<String>> logCheck = lines -> {};
    BiFunction<Op, Boolean, Outcome> outcome = (op, retries) -> new Outcome(null, false, null, 1);
    Set<Op> ops = EnumSet.allOf(Op.class);
    boolean retriesMatter = true;
    boolean recovers = true;
    boolean endsTheClient;
    boolean answered;

    @Nullable
    Duration within;

    @Nullable
    String says;

    private FaultRow(String name) {
        this.name = name;
    }

    /** A call of each retry rule. */
    enum Op {
        READ,
        IDEMPOTENT,
        DELETE,
        CREATE;

        Object on(AdminApi admin) {
            return switch (this) {
                case READ -> admin.projects().retrieve("proj_1");
                case IDEMPOTENT -> admin.projects().modify("proj_1", changes -> changes.name("payments"));
                case DELETE -> admin.users().delete("user_1");
                case CREATE -> admin.projects().create("payments-prod");
            };
        }
    }

    /**
     * How a call ends.
     *
     * @param failure the type that is thrown, or null when the call succeeds
     * @param outcomeUnknown whether it is the cause of an exception that says that something may have been created
     * @param reason the reason of a {@link ConnectionException}; null for other failures
     * @param requests how many requests reach the server
     */
    record Outcome(
            @Nullable Class<? extends Throwable> failure,
            boolean outcomeUnknown,
            @Nullable Reason reason,
            int requests) {}

    /** The call that meets the fault. */
    @FunctionalInterface
    interface Calls {
        Object make(OpenAiAdmin admin, Op op, FaultServer server);
    }

    /** What another thread does during the call. */
    @FunctionalInterface
    interface Meanwhile {
        void happens(FaultServer server, Thread caller, OpenAiAdmin admin) throws InterruptedException;
    }

    /** One combination in which a row is played. */
    record Play(FaultRow row, Op op, boolean retries) {
        @Override
        public String toString() {
            return row.name + " / " + op.name().toLowerCase(Locale.ROOT) + " / retries " + (retries ? "on" : "off");
        }
    }

    static FaultRow fault(String name) {
        return new FaultRow(name);
    }

    Stream<Play> plays() {
        return ops.stream()
                .flatMap(op -> Stream.of(true, false)
                        .filter(retries -> retries || retriesMatter)
                        .map(retries -> new Play(this, op, retries)));
    }

    FaultRow replies(FaultServer.Reply reply) {
        return from(() -> FaultServer.start(reply));
    }

    /** Sets replies that differ from request to request. */
    FaultRow repliesInTurn(Supplier<FaultServer.Reply> replies) {
        return from(() -> FaultServer.start(replies.get()));
    }

    FaultRow from(Supplier<FaultServer> made) {
        this.server = made;
        return this;
    }

    FaultRow client(Consumer<OpenAiAdmin.Builder> change) {
        return client((builder, fault) -> change.accept(builder));
    }

    FaultRow client(BiConsumer<OpenAiAdmin.Builder, FaultServer> change) {
        this.client = change;
        return this;
    }

    FaultRow options(Consumer<RequestOptions.Builder> change) {
        this.options = change;
        return this;
    }

    FaultRow calls(BiFunction<OpenAiAdmin, Op, Object> other) {
        return calls((admin, op, fault) -> other.apply(admin, op));
    }

    FaultRow calls(Calls other) {
        this.call = other;
        return this;
    }

    FaultRow meanwhile(Meanwhile other) {
        this.meanwhile = other;
        return this;
    }

    /** Checks the server after the call. */
    FaultRow afterwards(Consumer<FaultServer> check) {
        this.afterwards = check;
        return this;
    }

    /** Checks what the call throws, below an exception that says that the outcome is unknown. */
    FaultRow failing(Consumer<Throwable> check) {
        this.failureCheck = check;
        return this;
    }

    /** Checks what the threads of the call and of the client log. */
    FaultRow logging(Consumer<List<String>> check) {
        this.logCheck = check;
        return this;
    }

    FaultRow only(Op... some) {
        this.ops = EnumSet.copyOf(Arrays.asList(some));
        return this;
    }

    /** Plays the row with retries only: without them it would end the same. */
    FaultRow once() {
        this.retriesMatter = false;
        return this;
    }

    /** The fault stays: the next call has to fail like the first. */
    FaultRow forGood() {
        this.recovers = false;
        return this;
    }

    /** The fault ends the client. */
    FaultRow endsTheClient() {
        this.endsTheClient = true;
        return this;
    }

    FaultRow within(Duration bound) {
        this.within = bound;
        return this;
    }

    FaultRow saying(String part) {
        this.says = part;
        return this;
    }

    /** The answer has a request id, and the exception has to have it. */
    FaultRow tells() {
        this.answered = true;
        return this;
    }

    FaultRow succeeds() {
        return succeedsAfter(1);
    }

    FaultRow succeedsAfter(int requests) {
        return ends((op, retries) -> new Outcome(null, false, null, requests));
    }

    /** No request arrives, so every operation may be sent again. */
    FaultRow neverSent(Reason reason) {
        return forGood().ends((op, retries) -> new Outcome(ConnectionException.class, false, reason, 0));
    }

    /** The request may have been carried out, so a create is not sent again. */
    FaultRow lost(Reason reason) {
        return ends((op, retries) -> new Outcome(
                ConnectionException.class, op == Op.CREATE, reason, op == Op.CREATE || !retries ? 1 : ATTEMPTS));
    }

    /** What code of the user throws ends the call as it is, and is not retried. */
    FaultRow endsWith(Throwable thrown, int requests) {
        return failing(failure -> assertThat(failure).isSameAs(thrown)).fails(thrown.getClass(), requests);
    }

    FaultRow failsOnServer() {
        return tells().ends((op, retries) ->
                new Outcome(ServerException.class, op == Op.CREATE, null, op == Op.CREATE || !retries ? 1 : ATTEMPTS));
    }

    FaultRow throttled() {
        return tells().ends(
                        (op, retries) -> new Outcome(RateLimitException.class, false, null, retries ? ATTEMPTS : 1));
    }

    FaultRow refused(Class<? extends Throwable> failure) {
        return tells().fails(failure, 1);
    }

    FaultRow refusedBeforeSending(Class<? extends Throwable> failure) {
        return once().fails(failure, 0);
    }

    FaultRow fails(Class<? extends Throwable> failure, int requests) {
        return ends((op, retries) -> new Outcome(failure, false, null, requests));
    }

    /** Fails without a retry, although the request may have been carried out. */
    FaultRow perhapsDone(Class<? extends Throwable> failure) {
        return once().ends((op, retries) -> new Outcome(failure, op == Op.CREATE, null, 1));
    }

    FaultRow timesOut() {
        return perhapsDone(TimeoutException.class);
    }

    FaultRow ends(BiFunction<Op, Boolean, Outcome> other) {
        this.outcome = other;
        return this;
    }
}
