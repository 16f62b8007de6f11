package dev.openaiadmin.cli.terminal;

/** The exit codes of all commands. They are documented, and keep their meanings. */
public final class ExitCode {
    /** There was nothing to do, or it has been done. */
    public static final int DONE = 0;

    /** The command failed, or did only a part; standard error says why. */
    public static final int ERROR = 1;

    /** There is something to do or to look at, and nothing was done about it. */
    public static final int CHANGES_FOUND = 2;

    /** The report lacks what the key may not read; standard error says what. */
    public static final int INCOMPLETE = 3;

    /** The API refused the key, or the key lacks a permission. */
    public static final int NOT_ALLOWED = 4;

    /** The API does not know the object. */
    public static final int NOT_FOUND = 5;

    /** The call failed for a reason that passes: rate limits, the network, or an error of the server. */
    public static final int TRY_LATER = 6;

    /** The request can have been carried out, although no response confirmed it. */
    public static final int OUTCOME_UNKNOWN = 7;

    /** The command line or a setting is wrong, or a change was not confirmed; nothing was sent. */
    public static final int USAGE = 64;

    private ExitCode() {}
}
