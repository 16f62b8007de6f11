@NullMarked
package dev.openaiadmin.governance.focus;

import org.jspecify.annotations.NullMarked;
