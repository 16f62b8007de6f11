/** The command line of the stand-alone server. */
@NullMarked
package dev.openaiadmin.testkit.internal.command;

import org.jspecify.annotations.NullMarked;
