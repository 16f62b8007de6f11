@NullMarked
package dev.openaiadmin.governance.usage;

import org.jspecify.annotations.NullMarked;
