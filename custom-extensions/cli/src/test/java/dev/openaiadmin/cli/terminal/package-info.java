@NullMarked
package dev.openaiadmin.cli.terminal;

import org.jspecify.annotations.NullMarked;
