package dev.openaiadmin.testkit.internal.contract;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a request or an answer is not what the contract says.
 *
 * @param parameter what it is about, as the API names it in {@code param}, or null
 * @param what the sentence for people
 */
public record ContractViolation(@Nullable String parameter, String what) {}
