@NullMarked
package dev.openaiadmin.governance.internal.report;

import org.jspecify.annotations.NullMarked;
