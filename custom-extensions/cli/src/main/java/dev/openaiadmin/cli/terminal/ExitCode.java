package dev.openaiadmin.cli.terminal;

/** The exit codes of all commands. */
public final class ExitCode {
    /** There was nothing to do, or it has been done. */
    public static final int DONE = 0;

    /** The command failed, or did only a part; standard error says why. */
    public static final int ERROR = 1;

    /** There is something to do or to look at, and nothing was done about it. */
    public static final int CHANGES_FOUND = 2;

    /** The report lacks what the key may not read; standard error says what. */
    public static final int INCOMPLETE = 3;

    private ExitCode() {}
}
