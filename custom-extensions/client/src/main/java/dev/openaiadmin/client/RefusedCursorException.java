package dev.openaiadmin.client;

import dev.openaiadmin.api.CursorRefused;
import java.util.Locale;

/** The API refused a cursor that it had given, as it does with tokens of usage and costs that have grown old. */
final class RefusedCursorException extends BadRequestException implements CursorRefused {
    private static final long serialVersionUID = 1L;

    RefusedCursorException(String what, ErrorAnswer answer) {
        super(what, answer, "begin the list anew");
    }

    /** No code tells; "page token is invalid" is how it has been said. */
    static boolean isMeantBy(ErrorAnswer answer) {
        String message = answer.message();
        return message != null && message.toLowerCase(Locale.ROOT).contains("page token");
    }
}
