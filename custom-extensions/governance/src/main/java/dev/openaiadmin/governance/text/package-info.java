/** Reads and writes text for people: durations, names that cannot control a terminal, tables, and files. */
@NullMarked
package dev.openaiadmin.governance.text;

import org.jspecify.annotations.NullMarked;
