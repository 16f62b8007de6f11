@NullMarked
package dev.openaiadmin.testkit.state;

import org.jspecify.annotations.NullMarked;
