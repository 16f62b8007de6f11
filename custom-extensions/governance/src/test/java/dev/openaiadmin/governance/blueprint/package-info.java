@NullMarked
package dev.openaiadmin.governance.blueprint;

import org.jspecify.annotations.NullMarked;
