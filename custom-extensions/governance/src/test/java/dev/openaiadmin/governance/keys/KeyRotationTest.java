package dev.openaiadmin.governance.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.keys.KeyRotation.Rotated;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyPage;
import dev.openaiadmin.model.ServiceAccountApiKey;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class KeyRotationTest {
    private final Workplace at;
    private final String projectId;
    private final String accountId;

    KeyRotationTest(OrganizationServer server) {
        this.at = new Workplace(server);
        this.projectId = at.organization.projects().add("payments-prod");
        this.accountId = at.admin.serviceAccounts().create(projectId, "ci").id();
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void stores_a_new_key_and_has_the_old_one_end_after_the_overlap() {
        String old = keys().get(0).id();

        Rotated rotated = rotation().keepOldFor(Duration.ofDays(1)).run();

        assertThat(rotated.ending()).containsExactly(old);
        assertThat(at.stored).extracting(OneTimeKey::id).containsExactly(rotated.keyId());
        assertThat(at.stored).extracting(OneTimeKey::serviceAccount).containsExactly("ci");
        assertThat(key(old).expiresAt()).isEqualTo(at.now().plus(Duration.ofDays(1)));
        assertThat(key(rotated.keyId()).expiresAt()).isNull();
    }

    @Test
    void leaves_one_live_key_when_it_is_run_again_and_again() {
        rotation().run();
        rotation().run();
        Rotated last = rotation().run();

        assertThat(live()).containsExactly(last.keyId());
    }

    @Test
    void does_not_put_off_the_end_of_a_key_that_was_to_end_sooner() {
        String first = keys().get(0).id();
        rotation().keepOldFor(Duration.ofHours(1)).run();

        rotation().keepOldFor(Duration.ofDays(7)).run();

        assertThat(key(first).expiresAt()).isEqualTo(at.now().plus(Duration.ofHours(1)));
    }

    @Test
    void ends_the_new_key_and_keeps_the_old_when_it_cannot_be_stored() {
        String old = keys().get(0).id();

        assertThatThrownBy(() -> rotation()
                        .into(key -> {
                            throw new IOException("the vault is sealed");
                        })
                        .run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("(the vault is sealed); it was ended again, and the old keys go on working");
        assertThat(live()).containsExactly(old);
    }

    @Test
    void ends_the_new_key_and_keeps_the_old_when_it_does_not_work() {
        String old = keys().get(0).id();

        assertThatThrownBy(() -> rotation().checkedBy(key -> false).run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("it did not pass the check");
        assertThat(live()).containsExactly(old);
    }

    @Test
    void ends_a_key_whose_creation_was_not_answered() {
        at.organization.lagOfLists(Duration.ofSeconds(60));
        at.organization.failNext(
                Fault.status(503).butDone().on("createServiceAccountApiKey").times(1));

        Rotated rotated = rotation().run();

        at.pass(Duration.ofMinutes(2));
        assertThat(live()).containsExactly(rotated.keyId());
    }

    @Test
    void waits_for_the_key_of_a_run_that_was_cut_off_and_ends_it() {
        at.organization.lagOfLists(Duration.ofSeconds(60));
        at.journal.record(new Entry(KeyRotation.stepOf(accountId), State.INTENDED, at.now(), null, null));
        at.admin.serviceAccounts().createApiKey(projectId, accountId, request -> {});

        Rotated rotated = rotation().run();

        at.pass(Duration.ofMinutes(2));
        assertThat(live()).containsExactly(rotated.keyId());
    }

    @Test
    void stops_and_ends_no_key_when_somebody_else_creates_one_before_the_old_ones_end() {
        String old = keys().get(0).id();
        List<String> newer = new ArrayList<>();

        assertThatThrownBy(() -> rotation()
                        .into(key -> {
                            at.stored.add(key);
                            newer.add(keyByHand());
                        })
                        .run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll(
                        "stopped, because the key ",
                        "was created at the same time, by another rotation with another journal or by hand",
                        "is stored; no other key was ended",
                        "run the rotation again");

        assertThat(live())
                .contains(old, at.stored.get(0).id())
                .containsAll(newer)
                .hasSize(3);
    }

    @Test
    void ends_one_old_key_after_the_other_only_while_nobody_else_creates_one() {
        List<String> before = List.of(keys().get(0).id(), keyByHand());
        AtomicInteger ended = new AtomicInteger();

        assertThatThrownBy(() -> rotationThatCalls("modifyProjectApiKey", () -> {
                    if (ended.incrementAndGet() == 1) {
                        keyByHand();
                    }
                }))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("is stored; ended were key_");

        assertThat(ended).hasValue(1);
        assertThat(live())
                .contains(at.stored.get(0).id())
                .containsAnyElementsOf(before)
                .hasSize(3);
    }

    @Test
    void does_not_store_its_key_when_another_rotation_has_created_one_since() {
        String old = keys().get(0).id();
        List<String> newer = new ArrayList<>();

        assertThatThrownBy(() -> rotationThatCalls("createServiceAccountApiKey", () -> newer.add(keyByHand())))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll(
                        "was created at the same time", "it was ended again, and this rotation has ended no other key");

        assertThat(at.stored).isEmpty();
        assertThat(live()).contains(old).containsAll(newer).hasSize(2);
    }

    @Test
    void stops_when_another_rotation_has_ended_its_key() {
        String old = keys().get(0).id();

        assertThatThrownBy(() -> rotation()
                        .into(key -> {
                            at.stored.add(key);
                            at.admin
                                    .projectApiKeys()
                                    .modify(projectId, key.id(), changes -> changes.expiresInSeconds(1));
                        })
                        .run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("was ended at the same time", "no other key was ended");

        assertThat(live()).containsExactly(old);
    }

    @Test
    void leaves_a_working_stored_key_when_two_rotations_with_two_journals_run_at_once() {
        Governance other = Governance.builder(at.admin)
                .journal(ApplyJournal.inMemory())
                .secrets(at.stored::add)
                .build();

        assertThatThrownBy(() -> rotation()
                        .into(key -> {
                            at.stored.add(key);
                            other.rotate(projectId, accountId).run();
                        })
                        .run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("created at the same time, by another rotation with another journal");

        assertThat(live()).containsExactly(at.stored.get(1).id());
    }

    @Test
    void refuses_a_second_rotation_with_the_same_journal() {
        assertThatThrownBy(() -> rotation().into(key -> rotation().run()).run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("in use by process ");
        assertThat(at.organization.requestCount("createServiceAccountApiKey")).isEqualTo(1);
    }

    @Test
    void ends_the_superseded_key_although_lists_do_not_show_it_yet() {
        at.organization.lagOfLists(Duration.ofSeconds(60));
        Rotated first = rotation().run();
        assertThat(keys()).extracting(ProjectApiKey::id).doesNotContain(first.keyId());

        Rotated second = rotation().run();

        assertThat(second.ending()).contains(first.keyId());
        at.pass(Duration.ofMinutes(2));
        assertThat(live()).containsExactly(second.keyId());
    }

    @Test
    void ends_the_key_that_an_apply_has_stored_although_lists_do_not_show_it_yet() {
        at.organization.lagOfLists(Duration.ofSeconds(60));
        at.governance()
                .plan(ProjectBlueprint.named("payments-prod").serviceAccount("deploy"))
                .apply();
        OneTimeKey stored = at.stored.get(0);
        String deploy = at.journal.entries().stream()
                .filter(entry -> entry.step().endsWith("/service account deploy") && entry.id() != null)
                .map(Entry::id)
                .findFirst()
                .orElseThrow();

        Rotated rotated = at.governance().rotate(projectId, deploy).run();

        assertThat(rotated.ending()).containsExactly(stored.id());
    }

    @Test
    void creates_no_key_when_the_sink_is_missing() {
        assertThatThrownBy(() -> rotation().into(SecretSink.none()).run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("no sink for secrets is set");
        assertThatThrownBy(() ->
                        rotation().into(SecretSink.files(Path.of("missing"))).run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("missing: no such folder");
        assertThat(at.organization.requestCount("createServiceAccountApiKey")).isZero();
    }

    @Test
    void keeps_the_lifetime_of_the_key_that_it_replaces() {
        rotation().expiresAfter(Duration.ofDays(30)).run();
        at.pass(Duration.ofDays(10));

        Rotated kept = rotation().run();
        assertThat(key(kept.keyId()).expiresAt()).isEqualTo(at.now().plus(Duration.ofDays(30)));

        Rotated unlimited = rotation().withoutExpiry().run();
        assertThat(key(unlimited.keyId()).expiresAt()).isNull();
    }

    @Test
    void gives_a_new_key_no_longer_than_a_key_of_unknown_age_has_left() {
        String account = accountWithoutKey();
        seedKey(account, "key_unknown", "null", 3600);

        Rotated rotated = at.governance().rotate(projectId, account).run();

        assertThat(key(rotated.keyId()).expiresAt()).isEqualTo(at.now().plus(Duration.ofHours(1)));
    }

    @Test
    void does_not_take_a_key_of_unknown_age_for_the_newest() {
        String account = accountWithoutKey();
        seedKey(account, "key_known", String.valueOf(at.now().getEpochSecond() - 3600), 7200);
        seedKey(account, "key_unknown", "null", 60);

        Rotated rotated = at.governance().rotate(projectId, account).run();

        assertThat(key(rotated.keyId()).expiresAt()).isEqualTo(at.now().plus(Duration.ofHours(3)));
    }

    private String accountWithoutKey() {
        return at.admin
                .serviceAccounts()
                .create(projectId, "batch", request -> request.createServiceAccountOnly(true))
                .id();
    }

    private void seedKey(String account, String id, String createdAt, int secondsLeft) {
        at.organization.seed(
                """
                {"projects/%s/api_keys": [
                  {"id": "%s", "name": "k", "owner": {"service_account": {"id": "%s"}}, "created_at": %s,
                   "expires_at": %d}]}""".formatted(projectId, id, account, createdAt, at.now().getEpochSecond() + secondsLeft));
    }

    @Test
    void changes_nothing_when_the_name_of_the_project_is_unknown() {
        at.organization.seed("""
                {"projects": [{"id": "proj_unnamed", "name": null}],
                 "projects/proj_unnamed/service_accounts": [{"id": "svc_1", "name": "ci"}]}""");

        assertThatThrownBy(() -> at.governance().rotate("proj_unnamed", "svc_1").run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("the name of the project proj_unnamed", "nothing was changed");
        assertThat(at.organization.requestCount("createServiceAccountApiKey")).isZero();
    }

    @Test
    void changes_nothing_when_the_name_of_the_account_is_unknown() {
        at.organization.seed(
                "{\"projects/%s/service_accounts\": [{\"id\": \"svc_1\", \"name\": null}]}".formatted(projectId));

        assertThatThrownBy(() -> at.governance().rotate(projectId, "svc_1").run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("the name of the service account svc_1", "nothing was changed");
        assertThat(at.organization.requestCount("createServiceAccountApiKey")).isZero();
    }

    @Test
    void does_not_take_the_end_of_a_key_that_a_run_has_ended_for_its_lifetime() {
        Rotated first = rotation().run();
        ServiceAccountApiKey left = at.admin.serviceAccounts().createApiKey(projectId, accountId, request -> {});
        at.admin.projectApiKeys().modify(projectId, first.keyId(), changes -> changes.expiresInSeconds(1));
        at.journal.record(new Entry(KeyRotation.stepOf(accountId), State.INTENDED, at.now(), left.id(), "{}"));

        Rotated second = rotation().run();

        assertThat(key(second.keyId()).expiresAt()).isNull();
    }

    @Test
    void keeps_the_scopes_that_the_last_rotation_has_set() {
        rotation().scopes("api.model.read", "api.model.request").run();

        rotation().run();

        assertThat(at.journal.entries())
                .filteredOn(entry -> entry.state() == State.DONE && entry.step().equals(KeyRotation.stepOf(accountId)))
                .extracting(Entry::detail)
                .hasSize(2)
                .allSatisfy(
                        detail -> assertThat(detail).contains("\"scopes\":[\"api.model.read\",\"api.model.request\"]"));
    }

    @Test
    void lists_keys_whatever_access_their_owner_has() {
        rotation().run();

        assertThat(at.organization.requests())
                .filteredOn(request -> "listProjectApiKeys".equals(request.operation()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.url()).contains("owner_project_access=any"));
    }

    @Test
    void keeps_the_lifetime_of_a_key_that_lists_do_not_show_yet() {
        at.organization.lagOfLists(Duration.ofSeconds(60));
        rotation().expiresAfter(Duration.ofDays(30)).run();

        Rotated second = rotation().run();

        at.pass(Duration.ofMinutes(2));
        ProjectApiKey current = key(second.keyId());
        Instant created = Objects.requireNonNull(current.createdAt());
        assertThat(current.expiresAt()).isEqualTo(created.plus(Duration.ofDays(30)));
    }

    @Test
    void keeps_the_scopes_that_the_api_shows() {
        UnaryOperator<ProjectApiKeyPage> withScopes = page -> page.toBuilder()
                .data(page.data().stream()
                        .map(key -> key.toBuilder()
                                .unknownField("scopes", List.of("api.model.read"))
                                .build())
                        .toList())
                .build();
        try (OpenAiAdmin client = OpenAiAdmin.builder()
                .adminKey(at.organization.adminKey())
                .baseUrl(at.organization.baseUrl())
                .feign(feign -> feign.responseInterceptor((context, chain) -> {
                    Object response = chain.next(context);
                    return response instanceof ProjectApiKeyPage page ? withScopes.apply(page) : response;
                }))
                .build()) {
            rotateBy(client);
        }

        assertThat(at.journal.entries())
                .filteredOn(entry -> entry.state() == State.DONE && entry.step().equals(KeyRotation.stepOf(accountId)))
                .extracting(Entry::detail)
                .singleElement()
                .asString()
                .contains("\"scopes\":[\"api.model.read\"]");
    }

    @Test
    void says_what_to_do_when_a_policy_demands_an_expiry() {
        at.organization.failNext(Fault.status(400)
                .message("expires_in_seconds is required by a policy of this organization.")
                .on("createServiceAccountApiKey")
                .times(1));
        String old = keys().get(0).id();

        assertThatThrownBy(() -> rotation().run())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("the old keys go on working", "expiresAfter(...), or --expires-after");
        assertThat(live()).containsExactly(old);
    }

    @Test
    void refuses_an_overlap_of_less_than_nothing() {
        assertThatThrownBy(() -> rotation().keepOldFor(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidValueException.class);
    }

    private String keyByHand() {
        return at.admin
                .serviceAccounts()
                .createApiKey(projectId, accountId, request -> {})
                .id();
    }

    /** Runs a rotation, and something else after each response to an operation. */
    private void rotationThatCalls(String operation, Runnable meanwhile) {
        try (OpenAiAdmin client = OpenAiAdmin.builder()
                .adminKey(at.organization.adminKey())
                .baseUrl(at.organization.baseUrl())
                .options(options -> options.onResponse(response -> {
                    if (response.operation().equals(operation)) {
                        meanwhile.run();
                    }
                }))
                .build()) {
            rotateBy(client);
        }
    }

    private void rotateBy(OpenAiAdmin client) {
        Governance.builder(client)
                .journal(at.journal)
                .secrets(at.stored::add)
                .build()
                .rotate(projectId, accountId)
                .run();
    }

    private KeyRotation rotation() {
        return at.governance().rotate(projectId, accountId);
    }

    private List<ProjectApiKey> keys() {
        return at.admin.projectApiKeys().list(projectId).stream().toList();
    }

    private ProjectApiKey key(String id) {
        return at.admin.projectApiKeys().retrieve(projectId, id);
    }

    private List<String> live() {
        at.pass(Duration.ofSeconds(2));
        return keys().stream()
                .filter(key -> key.expiresAt() == null || key.expiresAt().isAfter(at.now()))
                .map(ProjectApiKey::id)
                .toList();
    }
}
