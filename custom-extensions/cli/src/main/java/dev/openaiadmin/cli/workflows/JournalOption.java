package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.governance.journal.ApplyJournal;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The journal of a run. */
final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "FILE|ADDRESS",
            description = {
                "Records what is about to be created, so that a run that was cut off can be run again. Its lock"
                        + " keeps two runs apart; use one journal for all runs on an organization. A file, or the"
                        + " address of a PostgreSQL database that several machines share, such as"
                        + " jdbc:postgresql://db.example.com/openai; the environment variables"
                        + " OPENAI_ADMIN_DATABASE_USER and OPENAI_ADMIN_DATABASE_PASSWORD, or"
                        + " OPENAI_ADMIN_DATABASE_PASSWORD_FILE, name the user and the password.",
                "Default: ${DEFAULT-VALUE}"
            },
            defaultValue = "openai-governance.journal")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private String place;

    @Option(
            names = "--journal-name",
            paramLabel = "NAME",
            description = "The journal in the database, one for each organization. Default: ${DEFAULT-VALUE}",
            defaultValue = "default")
    @SuppressWarnings("NullAway.Init") // It has a default.
    private String name;

    ApplyJournal open(Invocation invocation) {
        return JournalDatabase.isAddress(place)
                ? new JournalDatabase(invocation.environment()).open(place, name)
                : ApplyJournal.file(Path.of(place));
    }
}
