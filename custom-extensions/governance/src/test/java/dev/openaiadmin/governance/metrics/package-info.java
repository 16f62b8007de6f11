@NullMarked
package dev.openaiadmin.governance.metrics;

import org.jspecify.annotations.NullMarked;
