@NullMarked
package dev.openaiadmin.cli.operations;

import org.jspecify.annotations.NullMarked;
