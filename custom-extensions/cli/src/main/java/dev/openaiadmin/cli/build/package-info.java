/** Runs while this module is built: makes the commands and their pages from the description. Not part of the jars. */
@NullMarked
package dev.openaiadmin.cli.build;

import org.jspecify.annotations.NullMarked;
