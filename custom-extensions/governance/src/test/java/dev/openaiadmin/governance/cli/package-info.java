@NullMarked
package dev.openaiadmin.governance.cli;

import org.jspecify.annotations.NullMarked;
