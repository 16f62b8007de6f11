@NullMarked
package dev.openaiadmin.governance.policy;

import org.jspecify.annotations.NullMarked;
