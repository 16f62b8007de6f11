/** The workflows of governance as commands: one class for each command, and its line in {@code WorkflowCommands}. */
@NullMarked
package dev.openaiadmin.cli.workflows;

import org.jspecify.annotations.NullMarked;
