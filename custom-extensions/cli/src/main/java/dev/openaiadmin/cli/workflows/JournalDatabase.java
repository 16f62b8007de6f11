package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.audit.CheckpointStore;
import dev.openaiadmin.governance.jdbc.GovernanceDatabase;
import dev.openaiadmin.governance.journal.ApplyJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens journals and checkpoints in PostgreSQL, with the user and the password that the environment names. */
final class JournalDatabase {
    static final String USER = "OPENAI_ADMIN_DATABASE_USER";
    static final String PASSWORD = "OPENAI_ADMIN_DATABASE_PASSWORD";
    static final String PASSWORD_FILE = "OPENAI_ADMIN_DATABASE_PASSWORD_FILE";

    /** The driver writes warnings to standard error. Kept, because the settings of a logger that is not are lost. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private static final Pattern WITH_PASSWORD = Pattern.compile("[?&;][a-z]*password=|//[^/?]*:[^/?]*@");

    private final Map<String, String> environment;

    JournalDatabase(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns whether the place of a journal or a checkpoint is the address of a database, and not a file. */
    static boolean isAddress(String place) {
        return place.startsWith("jdbc:");
    }

    ApplyJournal open(String address, String name) {
        return database(address).journal(name);
    }

    CheckpointStore openCheckpoint(String address, String name) {
        return database(address).checkpoint(name);
    }

    private GovernanceDatabase database(String address) {
        if (WITH_PASSWORD.matcher(address.toLowerCase(Locale.ROOT)).find()) {
            throw new GovernanceException("The address of the database contains a password, which other users of this"
                    + " machine can read; nothing was done. Leave it out, and set " + PASSWORD + " or "
                    + PASSWORD_FILE);
        }
        if (!address.startsWith("jdbc:postgresql:")) {
            throw new GovernanceException(
                    "The command line keeps journals and checkpoints in files and in PostgreSQL, not in "
                            + address.replaceFirst("^(jdbc:[^:]*).*", "$1")
                            + "; nothing was done. Give an address that begins"
                            + " with jdbc:postgresql://, or use the library openai-admin-governance-jdbc for another database");
        }
        DRIVER.setLevel(Level.OFF);
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setURL(address);
        } catch (IllegalArgumentException e) {
            throw new GovernanceException(
                    "The address of the database is not valid; nothing was done. Give one such as"
                            + " jdbc:postgresql://db.example.com/openai",
                    e);
        }
        String user = environment.get(USER);
        if (user != null) {
            source.setUser(user);
        }
        String password = password();
        if (password != null) {
            source.setPassword(password);
        }
        return GovernanceDatabase.open(source);
    }

    private @Nullable String password() {
        String file = environment.get(PASSWORD_FILE);
        if (file == null) {
            return environment.get(PASSWORD);
        }
        if (environment.containsKey(PASSWORD)) {
            throw new GovernanceException("Both " + PASSWORD + " and " + PASSWORD_FILE + " are set; unset one of them");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new GovernanceException(
                    "The file that " + PASSWORD_FILE + " names cannot be read: " + e.getMessage()
                            + "; name a file that holds the password of the database",
                    e);
        }
    }
}
