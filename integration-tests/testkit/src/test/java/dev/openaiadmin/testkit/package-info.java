@NullMarked
package dev.openaiadmin.testkit;

import org.jspecify.annotations.NullMarked;
