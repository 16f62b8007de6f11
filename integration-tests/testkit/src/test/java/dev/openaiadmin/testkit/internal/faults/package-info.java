@NullMarked
package dev.openaiadmin.testkit.internal.faults;

import org.jspecify.annotations.NullMarked;
