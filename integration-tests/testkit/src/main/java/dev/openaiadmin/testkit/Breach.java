package dev.openaiadmin.testkit;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a request or an answer is not what the contract says.
 *
 * @param parameter what it is about, as the API names it in {@code param}, or null
 * @param what the sentence for people
 */
record Breach(@Nullable String parameter, String what) {}
