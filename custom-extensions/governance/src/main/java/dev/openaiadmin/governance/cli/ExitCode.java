package dev.openaiadmin.governance.cli;

/** What a script learns from how a command ends. */
final class ExitCode {
    /** All is as it should be: there was nothing to do, or it has been done. */
    static final int DONE = 0;

    static final int ERROR = 1;

    /** There is something to do or to look at, and nothing was done about it. */
    static final int CHANGES_FOUND = 2;

    private ExitCode() {}
}
