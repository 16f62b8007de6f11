package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.ConflictException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.OutcomeUnknownException;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Assigns something, such as a role, so that it can be repeated: the API refuses what is assigned already. */
final class Assignment {
    private Assignment() {}

    /**
     * Assigns something, unless it is assigned.
     *
     * @param assign makes the request
     * @param isAssigned asks the API, which may show the assignment late
     */
    static void make(Runnable assign, BooleanSupplier isAssigned) {
        try {
            attempt(assign, isAssigned);
        } catch (OutcomeUnknownException e) {
            // A second assignment is refused when the first one was made.
            attempt(assign, isAssigned);
        }
    }

    private static void attempt(Runnable assign, BooleanSupplier isAssigned) {
        try {
            assign.run();
        } catch (BadRequestException | ConflictException e) {
            if (!saysAlready(e) && !isAssigned.getAsBoolean()) {
                throw e;
            }
        }
    }

    private static boolean saysAlready(ApiException refusal) {
        return String.valueOf(refusal.apiMessage()).toLowerCase(Locale.ROOT).contains("already");
    }

    /** Ends an assignment, unless it has ended. */
    static void end(Runnable unassign) {
        try {
            unassign.run();
        } catch (NotFoundException e) {
            // The assignment has already ended.
        }
    }
}
