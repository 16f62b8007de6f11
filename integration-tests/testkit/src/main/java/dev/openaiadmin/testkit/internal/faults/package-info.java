/** How requests fail when a test asks for it. */
@NullMarked
package dev.openaiadmin.testkit.internal.faults;

import org.jspecify.annotations.NullMarked;
