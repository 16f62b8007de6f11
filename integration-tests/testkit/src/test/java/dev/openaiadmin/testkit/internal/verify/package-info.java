@NullMarked
package dev.openaiadmin.testkit.internal.verify;

import org.jspecify.annotations.NullMarked;
