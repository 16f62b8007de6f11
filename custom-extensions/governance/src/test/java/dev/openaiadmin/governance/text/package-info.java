@NullMarked
package dev.openaiadmin.governance.text;

import org.jspecify.annotations.NullMarked;
