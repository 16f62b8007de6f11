@NullMarked
package dev.openaiadmin.cli.workflows;

import org.jspecify.annotations.NullMarked;
