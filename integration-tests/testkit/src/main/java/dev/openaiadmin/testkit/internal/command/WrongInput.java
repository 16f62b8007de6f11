package dev.openaiadmin.testkit.internal.command;

/** Input that the user can correct; reported in one line, without a stack trace. */
final class WrongInput extends Exception {
    private static final long serialVersionUID = 1L;

    WrongInput(String message) {
        super(message, null, false, false);
    }
}
