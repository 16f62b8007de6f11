package dev.openaiadmin.cli.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.openaiadmin.governance.GovernanceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalDatabaseTest {
    private static final String CANARY = "canary-7f3a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/openai?user=deploy&password=" + CANARY,
                "jdbc:postgresql://db/openai?PASSWORD=" + CANARY,
                "jdbc:postgresql://db/openai?sslpassword=" + CANARY,
                "jdbc:postgresql://deploy:" + CANARY + "@db/openai",
                "jdbc:h2:mem:openai;PASSWORD=" + CANARY
            })
    void refuses_a_password_in_the_address(String address) {
        assertThatThrownBy(() -> new JournalDatabase(Map.of()).open(address, "default"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContainingAll("contains a password", "OPENAI_ADMIN_DATABASE_PASSWORD_FILE")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void names_the_databases_that_it_knows() {
        assertThatThrownBy(() -> new JournalDatabase(Map.of()).open("jdbc:oracle:thin:deploy/" + CANARY, "default"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("not in jdbc:oracle; nothing was done. Give an address that begins with"
                        + " jdbc:postgresql://")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void refuses_an_address_that_is_not_valid() {
        assertThatThrownBy(() -> new JournalDatabase(Map.of()).open("jdbc:postgresql://db:port/openai", "default"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("The address of the database is not valid");
    }

    @Test
    void shows_no_password_when_the_database_cannot_be_reached(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), CANARY + "\n");
        Map<String, String> environment =
                Map.of(JournalDatabase.USER, "deploy", JournalDatabase.PASSWORD_FILE, file.toString());

        Throwable failure = catchThrowable(
                () -> new JournalDatabase(environment).open("jdbc:postgresql://localhost:1/openai", "default"));

        assertThat(failure)
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("the database cannot be reached (");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(CANARY);
    }

    @Test
    void refuses_two_passwords_and_a_missing_file(@TempDir Path folder) {
        String address = "jdbc:postgresql://localhost:1/openai";
        String missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> new JournalDatabase(
                                Map.of(JournalDatabase.PASSWORD, CANARY, JournalDatabase.PASSWORD_FILE, missing))
                        .open(address, "default"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("unset one of them")
                .hasMessageNotContaining(CANARY);
        assertThatThrownBy(() ->
                        new JournalDatabase(Map.of(JournalDatabase.PASSWORD_FILE, missing)).open(address, "default"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("The file that OPENAI_ADMIN_DATABASE_PASSWORD_FILE names cannot be read");
    }
}
