@NullMarked
package dev.openaiadmin.scenarios;

import org.jspecify.annotations.NullMarked;
