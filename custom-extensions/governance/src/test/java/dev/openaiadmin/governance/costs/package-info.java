@NullMarked
package dev.openaiadmin.governance.costs;

import org.jspecify.annotations.NullMarked;
