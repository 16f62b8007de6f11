@NullMarked
package dev.openaiadmin.testkit.internal.server;

import org.jspecify.annotations.NullMarked;
