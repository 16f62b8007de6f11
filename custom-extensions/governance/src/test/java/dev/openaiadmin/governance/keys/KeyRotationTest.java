package dev.openaiadmin.governance.keys;

import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.GovernanceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.keys.KeyRotation.Rotated;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
                .hasMessageContainingAll("was ended again, and the old keys go on: the vault is sealed");
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
    void refuses_an_overlap_of_less_than_nothing() {
        assertThatThrownBy(() -> rotation().keepOldFor(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidValueException.class);
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
