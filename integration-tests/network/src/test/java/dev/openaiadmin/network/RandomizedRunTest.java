package dev.openaiadmin.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Compares the results of thousands of calls through a network that fails at random with what the API did. All tests
 * check one run; {@code -Dseed=} sets its seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomizedRunTest {
    private static final long SEED = Long.getLong("seed", 20261123);
    private static final String IN_THIS_RUN = "in the run of seed " + SEED;
    private static final int THREADS = 32;
    private static final int CALLS_OF_A_THREAD = 125;
    private static final int CONNECTIONS = 24;
    private static final int ATTEMPTS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FaultyOrganization organization = new FaultyOrganization(SEED);
    private final List<Ended> calls = new ArrayList<>();
    private final List<String> contradictions = new ArrayList<>();
    private final List<List<Project>> answeredTogether = new ArrayList<>();
    private List<String> threadsLeft = List.of("the run has not ended");
    private boolean connectionsClosed;
    private Duration longestStall = Duration.ZERO;

    @BeforeAll
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void run() throws Exception {
        OwnThreads threads = new OwnThreads();
        long started = System.nanoTime();
        try (FaultServer server = FaultServer.start(organization);
                Stalls stalls = new Stalls()) {
            OpenAiAdmin admin = threads.call(() -> OpenAiAdmin.builder()
                    .adminKey("sk-admin-random")
                    .baseUrl(server.baseUrl())
                    .maxConnections(CONNECTIONS)
                    .options(options ->
                            options.timeout(TIMEOUT).maxAttempts(ATTEMPTS).pacing(false))
                    .build());
            ExecutorService pool = threads.pool(THREADS);
            List<Caller> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(new Caller(admin, "caller" + i));
            }
            for (Future<?> caller : pool.invokeAll(callers)) {
                caller.get();
            }
            organization.answerTogether(CONNECTIONS);
            AdminApi patient = admin.with(options -> options.timeout(PATIENCE));
            Callable<List<Project>> list =
                    () -> patient.projects().list().stream().toList();
            for (Future<List<Project>> call : pool.invokeAll(Collections.nCopies(CONNECTIONS, list))) {
                answeredTogether.add(call.get());
            }
            pool.shutdown();
            admin.close();

            callers.forEach(caller -> {
                calls.addAll(caller.calls);
                contradictions.addAll(caller.contradictions);
            });
            connectionsClosed = server.isLeftWithin(PATIENCE);
            threadsLeft = threads.livingAfter(PATIENCE);
            longestStall = stalls.longest();
        }
        report(Duration.ofNanos(System.nanoTime() - started));
    }

    @Test
    void creates_nothing_twice() {
        assertThat(creates().filter(create -> organization.idsOf(create.call()).size() > 1))
                .as(IN_THIS_RUN)
                .isEmpty();
    }

    @Test
    void loses_no_project_that_it_said_was_created() {
        assertThat(creates().filter(create -> create.project() != null))
                .as(IN_THIS_RUN)
                .isNotEmpty()
                .allMatch(create -> organization
                        .idsOf(create.call())
                        .equals(List.of(Objects.requireNonNull(create.project()).id())));
    }

    @Test
    void says_so_when_something_was_carried_out_and_yet_failed() {
        assertThat(calls.stream()
                        .filter(call -> call.failure() != null && organization.timesCarriedOut(call.call()) > 0))
                .as(IN_THIS_RUN)
                .isNotEmpty()
                .allMatch(Ended::admitsThatItMayHaveBeenCarriedOut);
    }

    @Test
    void does_not_say_that_an_outcome_is_unknown_when_all_attempts_were_refused() {
        assertThat(creates()
                        .filter(create -> create.failure() instanceof OutcomeUnknownException)
                        .filter(create -> organization.onlyRefused(create.call())))
                .as(IN_THIS_RUN)
                .isEmpty();
    }

    @Test
    void reads_what_was_written() {
        assertThat(contradictions).as(IN_THIS_RUN).isEmpty();
    }

    @Test
    void ends_every_call_at_its_deadline() {
        Duration bound = TIMEOUT.plus(SLACK).plus(longestStall.multipliedBy(2));

        assertThat(calls.stream().filter(call -> call.duration().compareTo(bound) > 0))
                .as(IN_THIS_RUN)
                .isEmpty();
    }

    @Test
    void tries_no_call_more_often_than_it_may() {
        assertThat(organization.requests().values()).as(IN_THIS_RUN).allMatch(requests -> requests <= ATTEMPTS);
    }

    @Test
    void can_use_all_its_connections_afterwards() {
        assertThat(answeredTogether).as(IN_THIS_RUN).hasSize(CONNECTIONS);
    }

    @Test
    void leaves_no_thread() {
        assertThat(threadsLeft).as(IN_THIS_RUN).isEmpty();
    }

    @Test
    void leaves_no_connection() {
        assertThat(connectionsClosed).as(IN_THIS_RUN).isTrue();
    }

    /** Without this, the other tests could pass on a run without faults. */
    @Test
    void meets_every_fault_often() {
        Map<Fate, Integer> fates = organization.fates();

        assertThat(fates).as(IN_THIS_RUN).containsOnlyKeys(Fate.values());
        assertThat(fates.values()).as(IN_THIS_RUN).allMatch(times -> times >= 10);
    }

    private Stream<Ended> creates() {
        return calls.stream().filter(call -> call.operation().equals("create"));
    }

    private void report(Duration took) {
        Map<String, Integer> outcomes = new TreeMap<>();
        calls.forEach(call -> outcomes.merge(call.outcome(), 1, Integer::sum));
        System.out.printf(
                "%d calls, %d requests in %d ms, seed %d: %s; faults %s; longest stall of the machine %d ms%n",
                calls.size(),
                organization.requests().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum(),
                took.toMillis(),
                SEED,
                outcomes,
                organization.fates(),
                longestStall.toMillis());
    }

    /**
     * The end of a call, as its caller saw it.
     *
     * @param call the name of the call; for a create, also the name of the project
     * @param project the result; null after a failure, and for lists
     */
    private record Ended(
            String call,
            String operation,
            @Nullable Project project,
            @Nullable OpenAiAdminException failure,
            Duration duration) {
        String outcome() {
            return failure == null ? "ok" : failure.getClass().getSimpleName();
        }

        boolean admitsThatItMayHaveBeenCarriedOut() {
            if (operation.equals("create")) {
                return failure instanceof OutcomeUnknownException;
            }
            // The exception is about the last attempt only.
            return failure instanceof CallException named && (named.mayHaveBeenCarriedOut() || named.attempts() > 1);
        }

        /** The only refusal in this run; the error body may be incomplete. */
        boolean isRefusedAsArchived() {
            return failure instanceof BadRequestException;
        }
    }

    /** The state of a project, as far as its only user knows it. */
    private static final class Known {
        private final String id;
        private final String name;
        private @Nullable String key;
        /** Changes of unknown outcome; they may also be carried out later. */
        private final Set<String> possibleKeys = new HashSet<>();

        private boolean archived;
        private boolean possiblyArchived;

        Known(Project created) {
            this.id = created.id();
            this.name = Objects.requireNonNull(created.name());
        }

        boolean allows(Project read) {
            String readKey = read.externalKeyId();
            boolean readArchived = ProjectStatus.ARCHIVED.equals(read.status());
            return read.id().equals(id)
                    && name.equals(read.name())
                    && (Objects.equals(readKey, key) || possibleKeys.contains(String.valueOf(readKey)))
                    && (readArchived ? archived || possiblyArchived : !archived);
        }
    }

    /** One thread, which creates projects and then uses only its own. */
    private static final class Caller implements Callable<Boolean> {
        private final OpenAiAdmin admin;
        private final String name;
        private final RandomGenerator random;
        private final List<Known> projects = new ArrayList<>();
        private final List<Ended> calls = new ArrayList<>();
        private final List<String> contradictions = new ArrayList<>();

        Caller(OpenAiAdmin admin, String name) {
            this.admin = admin;
            this.name = name;
            this.random = new SplittableRandom(Objects.hash(SEED, name));
        }

        @Override
        public Boolean call() {
            while (calls.size() < CALLS_OF_A_THREAD) {
                String call = name + "-" + calls.size();
                AdminApi api = admin.with(options -> options.header(FaultyOrganization.CALL, call));
                int draw = projects.isEmpty() ? 0 : random.nextInt(100);
                if (draw < 35) {
                    create(call, api);
                } else if (draw < 45) {
                    list(call, api);
                } else {
                    Known project = projects.get(random.nextInt(projects.size()));
                    if (draw < 65) {
                        retrieve(call, api, project);
                    } else if (draw < 90) {
                        modify(call, api, project);
                    } else {
                        archive(call, api, project);
                    }
                }
            }
            return contradictions.isEmpty();
        }

        private void create(String call, AdminApi api) {
            Ended ended = ended(call, "create", () -> api.projects().create(call), Function.identity());
            if (ended.project() != null) {
                projects.add(new Known(ended.project()));
            }
        }

        private void list(String call, AdminApi api) {
            ended(call, "list", () -> api.projects().list().stream().toList(), read -> null);
        }

        private void retrieve(String call, AdminApi api, Known project) {
            check(ended(call, "retrieve", () -> api.projects().retrieve(project.id), Function.identity()), project);
        }

        private void modify(String call, AdminApi api, Known project) {
            Ended ended = ended(
                    call,
                    "modify",
                    () -> api.projects().modify(project.id, changes -> changes.externalKeyId(call)),
                    Function.identity());
            if (ended.failure() == null) {
                project.key = call;
            } else {
                project.possibleKeys.add(call);
            }
            check(ended, project);
        }

        private void archive(String call, AdminApi api, Known project) {
            Ended ended = ended(call, "archive", () -> api.projects().archive(project.id), Function.identity());
            // The API refuses an attempt after one that was carried out and whose answer was lost.
            boolean retried = ended.failure() instanceof CallException named && named.attempts() > 1;
            if (ended.failure() != null && !ended.isRefusedAsArchived()) {
                project.possiblyArchived = true;
            } else if (ended.failure() == null || retried || project.possiblyArchived) {
                project.archived = true;
            }
            check(ended, project);
        }

        private void check(Ended ended, Known project) {
            boolean fits = ended.project() != null
                    ? project.allows(ended.project())
                    : !ended.isRefusedAsArchived() || project.archived || project.possiblyArchived;
            if (!fits) {
                contradictions.add(ended + ", but the key was " + project.key + " or one of " + project.possibleKeys
                        + ", archived " + project.archived + ", possibly " + project.possiblyArchived);
            }
        }

        private <T> Ended ended(
                String call, String operation, Supplier<T> made, Function<T, @Nullable Project> project) {
            long started = System.nanoTime();
            Project read = null;
            OpenAiAdminException failure = null;
            try {
                read = project.apply(made.get());
            } catch (OpenAiAdminException e) {
                failure = e;
            }
            Ended ended = new Ended(call, operation, read, failure, Duration.ofNanos(System.nanoTime() - started));
            if (failure != null && !(failure instanceof CallException)) {
                contradictions.add(call + " failed without a name: " + failure);
            }
            calls.add(ended);
            return ended;
        }
    }
}
