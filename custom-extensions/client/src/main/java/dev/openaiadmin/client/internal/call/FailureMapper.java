package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.OpenAiAdminException;

/** Turns the final failure of a call into the exception that the caller sees. */
@FunctionalInterface
public interface FailureMapper {

    OpenAiAdminException toException(CallFailure failure, CallReport report);
}
