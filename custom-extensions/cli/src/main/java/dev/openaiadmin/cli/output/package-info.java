/** Results as tables, JSON, YAML, CSV and Markdown. */
@NullMarked
package dev.openaiadmin.cli.output;

import org.jspecify.annotations.NullMarked;
