@NullMarked
package dev.openaiadmin.governance.journal;

import org.jspecify.annotations.NullMarked;
