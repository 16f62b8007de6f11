@NullMarked
package dev.openaiadmin.governance;

import org.jspecify.annotations.NullMarked;
