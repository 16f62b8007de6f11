/** The command line: {@code java -jar openai-admin-governance-VERSION-cli.jar --help}. */
@NullMarked
package dev.openaiadmin.governance.cli;

import org.jspecify.annotations.NullMarked;
