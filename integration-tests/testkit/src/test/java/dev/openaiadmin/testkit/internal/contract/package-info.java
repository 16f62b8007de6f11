@NullMarked
package dev.openaiadmin.testkit.internal.contract;

import org.jspecify.annotations.NullMarked;
