/** What is published: its modules, its jars, and what Maven Central requires of it. */
@NullMarked
package dev.openaiadmin.release;

import org.jspecify.annotations.NullMarked;
