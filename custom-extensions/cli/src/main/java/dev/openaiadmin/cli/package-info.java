/** The program: {@code java -jar openai-admin-cli-VERSION-standalone.jar --help}. */
@NullMarked
package dev.openaiadmin.cli;

import org.jspecify.annotations.NullMarked;
