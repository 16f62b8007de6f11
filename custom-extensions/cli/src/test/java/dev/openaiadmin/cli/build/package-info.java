@NullMarked
package dev.openaiadmin.cli.build;

import org.jspecify.annotations.NullMarked;
