/**
 * The exceptions that all modules share: the root of all exceptions, and the exception for invalid values.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin;

import org.jspecify.annotations.NullMarked;
