/** Where the settings of a command come from: options and variables of the environment. */
@NullMarked
package dev.openaiadmin.cli.settings;

import org.jspecify.annotations.NullMarked;
