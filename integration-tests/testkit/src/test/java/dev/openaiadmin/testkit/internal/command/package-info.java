@NullMarked
package dev.openaiadmin.testkit.internal.command;

import org.jspecify.annotations.NullMarked;
