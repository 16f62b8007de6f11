@NullMarked
package dev.openaiadmin.governance.keys;

import org.jspecify.annotations.NullMarked;
