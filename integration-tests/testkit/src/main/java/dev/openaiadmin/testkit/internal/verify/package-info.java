/**
 * Compares the real API with the description: a proxy for live requests, and a reader of recorded ones. Keys and one-time
 * secrets are in no output.
 */
@NullMarked
package dev.openaiadmin.testkit.internal.verify;

import org.jspecify.annotations.NullMarked;
