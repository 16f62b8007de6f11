/** Examines the settings, the connection and the rights of the key. */
@NullMarked
package dev.openaiadmin.cli.doctor;

import org.jspecify.annotations.NullMarked;
