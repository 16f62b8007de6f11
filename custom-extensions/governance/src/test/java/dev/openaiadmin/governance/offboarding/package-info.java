@NullMarked
package dev.openaiadmin.governance.offboarding;

import org.jspecify.annotations.NullMarked;
