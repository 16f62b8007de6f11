package dev.openaiadmin.governance.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.keys.IdleKey.Reason;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class IdleKeysTest {
    private static final Duration NINETY_DAYS = Duration.ofDays(90);
    private static final long NOW = 1_800_000_000;
    private static final long DAY = 86_400;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.useClock(CLOCK);
        organization.seed("""
                {"users": [{"id": "user_ada", "email": "ada@example.com", "role": "reader"}],
                 "projects": [{"id": "proj_1", "name": "payments-prod"}],
                 "projects/proj_1/users": [{"id": "user_ada", "email": "ada@example.com", "role": "member"}]}""");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .options(options -> options.readOnly(true))
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void finds_keys_that_were_not_used_for_as_long_as_that() {
        key("key_idle", "user_ada", 500, "\"last_used_at\": " + daysAgo(90));
        key("key_used", "user_ada", 500, "\"last_used_at\": " + daysAgo(89));

        assertThat(found()).containsExactly("key_idle [idle]");
    }

    @Test
    void counts_from_the_creation_where_no_use_is_known() {
        key("key_old", "user_ada", 91, "\"last_used_at\": null");
        key("key_new", "user_ada", 1, "\"last_used_at\": null");

        assertThat(found()).containsExactly("key_old [idle]");
    }

    @Test
    void reports_keys_of_unknown_age_that_are_not_known_to_be_in_use() {
        keyOfUnknownAge("key_unknown", "\"last_used_at\": null");
        keyOfUnknownAge("key_used", "\"last_used_at\": " + daysAgo(89));
        keyOfUnknownAge("key_idle", "\"last_used_at\": " + daysAgo(90));

        IdleKeys idle = IdleKeys.of(admin, NINETY_DAYS, CLOCK);

        assertThat(found()).containsExactly("key_idle [idle]", "key_unknown [unknown_age]");
        assertThat(idle.toString()).containsPattern("key_unknown .* unknown +unknown_age");
        assertThat(idle.toJson()).contains("\"created_at\" : null", "\"unknown_age\"");
    }

    @Test
    void finds_keys_whose_owner_has_left_the_project() {
        organization.seed("""
                {"users": [{"id": "user_bob", "email": "bob@example.com", "role": "reader"}]}""");
        key("key_bob", "user_bob", 1, "\"last_used_at\": " + daysAgo(0));

        assertThat(IdleKeys.of(admin, NINETY_DAYS, CLOCK).keys())
                .containsExactly(new IdleKey(
                        "proj_1",
                        "payments-prod",
                        "key_bob",
                        "laptop",
                        "bob@example.com",
                        Instant.ofEpochSecond(daysAgo(1)),
                        Instant.ofEpochSecond(NOW),
                        Set.of(Reason.NOBODYS)));
    }

    @Test
    void leaves_out_keys_that_have_ended() {
        key("key_ended", "user_ada", 500, "\"expires_at\": " + NOW);
        key("key_ending", "user_ada", 500, "\"expires_at\": " + (NOW + 1));

        assertThat(found()).containsExactly("key_ending [idle]");
    }

    @Test
    void finds_admin_keys_as_well() {
        organization.seed("{\"admin_api_keys\": [{\"id\": \"key_admin\", \"name\": \"terraform\", \"created_at\": "
                + daysAgo(400) + "}]}");

        assertThat(IdleKeys.of(admin, NINETY_DAYS, CLOCK).keys())
                .filteredOn(key -> key.id().equals("key_admin"))
                .singleElement()
                .satisfies(
                        key -> assertThat(Optional.ofNullable(key.projectId())).isEmpty());
    }

    @Test
    void deletes_nothing_and_asks_once_for_each_project() {
        organization.projects().add("search");

        IdleKeys.of(admin, NINETY_DAYS, CLOCK);

        int projects = 3;
        assertThat(organization.requests())
                .hasSize(projects + 2)
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void prints_a_table() {
        key("key_old", "user_ada", 91, "\"last_used_at\": null");

        assertThat(IdleKeys.of(admin, NINETY_DAYS, CLOCK)).hasToString("""
                  KEY      NAME    OWNER            IDLE SINCE  WHY
                payments-prod (proj_1)
                  key_old  laptop  ada@example.com  2026-10-16  idle
                """);
    }

    @Test
    void shortens_names_and_owners_and_no_ids_in_a_table_of_80_columns() {
        IdleKey key = new IdleKey(
                "proj_1",
                "customer-support-assistant",
                "key_8hTgY3nRw6dJq0xcA1b2C3d4",
                "nightly evaluation of prompts",
                "grace.hopper@engineering.example.com",
                null,
                null,
                Set.of(Reason.NOBODYS, Reason.IDLE));

        String table = new IdleKeys(List.of(key), List.of()).toString();

        assertThat(table.lines()).allMatch(line -> line.length() <= 80).anyMatch(line -> line.length() == 80);
        assertThat(table).contains(" key_8hTgY3nRw6dJq0xcA1b2C3d4 ", " unknown ", "nobodys, idle\n", "nightly…");
    }

    @Test
    void gives_the_keys_as_data() {
        key("key_old", "user_ada", 91, "\"last_used_at\": null");

        assertThat(IdleKeys.of(admin, NINETY_DAYS, CLOCK).toJson()).isEqualToIgnoringWhitespace("""
                [{"project_id": "proj_1", "project": "payments-prod", "id": "key_old", "name": "laptop",
                  "owner": "ada@example.com", "created_at": "2026-10-16T08:00:00Z", "last_used_at": null,
                  "reasons": ["idle"]}]
                """);
    }

    @Test
    void says_so_when_there_is_nothing_to_tell() {
        IdleKeys none = IdleKeys.of(admin, NINETY_DAYS, CLOCK);

        assertThat(none.isEmpty()).isTrue();
        assertThat(none).hasToString("No key that could be read is idle, and each has an owner.\n");
    }

    @Test
    void refuses_a_time_that_is_none() {
        assertThatThrownBy(() -> IdleKeys.of(admin, Duration.ZERO))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("idleFor must be more than zero, but was PT0S");
        assertThat(organization.requests()).isEmpty();
    }

    private List<String> found() {
        return IdleKeys.of(admin, NINETY_DAYS, CLOCK).keys().stream()
                .map(key -> key.id() + " " + key.reasons())
                .toList();
    }

    private void key(String id, String owner, int daysOld, String more) {
        organization.seed("""
                {"projects/proj_1/api_keys": [
                  {"id": "%s", "name": "laptop", "owner": {"user": {"id": "%s"}}, "created_at": %d, %s}]}""".formatted(id, owner, daysAgo(daysOld), more));
    }

    private void keyOfUnknownAge(String id, String lastUse) {
        organization.seed("""
                {"projects/proj_1/api_keys": [
                  {"id": "%s", "name": "laptop", "owner": {"user": {"id": "user_ada"}}, "created_at": null, %s}]}""".formatted(id, lastUse));
    }

    private static long daysAgo(int days) {
        return NOW - days * DAY;
    }

    @Test
    void reports_the_keys_of_projects_when_admin_keys_may_not_be_read(InMemoryOrganization organization) {
        organization.failNext(Fault.status(403).on("listAdminApiKeys").always());
        try (OpenAiAdmin client = client(organization)) {
            IdleKeys found = IdleKeys.of(client, Duration.ofDays(90));

            assertThat(found.missing()).containsExactly("admin keys: the key lacks the scope api.management.read");
            assertThat(found).asString().endsWith("Missing: admin keys: the key lacks the scope api.management.read\n");
        }
    }

    @Test
    void fails_when_no_key_at_all_may_be_read(InMemoryOrganization organization) {
        organization.failNext(Fault.status(403).always());
        try (OpenAiAdmin client = client(organization)) {
            assertThatThrownBy(() -> IdleKeys.of(client, Duration.ofDays(90))).isInstanceOf(PermissionException.class);
        }
    }

    private static OpenAiAdmin client(InMemoryOrganization organization) {
        return OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }
}
