@NullMarked
package dev.openaiadmin.governance.limits;

import org.jspecify.annotations.NullMarked;
