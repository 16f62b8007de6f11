/**
 * What can go wrong on any level: the root of all exceptions, and the one for bad input.
 *
 * @serial exclude
 */
@NullMarked
package dev.openaiadmin;

import org.jspecify.annotations.NullMarked;
