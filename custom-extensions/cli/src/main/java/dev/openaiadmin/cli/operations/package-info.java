/** The operations of the API as commands, made at run time from files that the build makes from the description. */
@NullMarked
package dev.openaiadmin.cli.operations;

import org.jspecify.annotations.NullMarked;
