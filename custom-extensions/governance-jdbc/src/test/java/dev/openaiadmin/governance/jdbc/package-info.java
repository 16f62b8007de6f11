@NullMarked
package dev.openaiadmin.governance.jdbc;

import org.jspecify.annotations.NullMarked;
