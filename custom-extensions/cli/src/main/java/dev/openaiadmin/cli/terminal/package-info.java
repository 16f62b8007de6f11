/** What commands read from and write to a terminal, and how they end. */
@NullMarked
package dev.openaiadmin.cli.terminal;

import org.jspecify.annotations.NullMarked;
