@NullMarked
package dev.openaiadmin.cli;

import org.jspecify.annotations.NullMarked;
