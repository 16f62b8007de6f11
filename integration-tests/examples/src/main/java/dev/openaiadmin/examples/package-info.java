/** Programs to run and to copy from. */
@NullMarked
package dev.openaiadmin.examples;

import org.jspecify.annotations.NullMarked;
