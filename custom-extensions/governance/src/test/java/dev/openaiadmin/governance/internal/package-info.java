@NullMarked
package dev.openaiadmin.governance.internal;

import org.jspecify.annotations.NullMarked;
