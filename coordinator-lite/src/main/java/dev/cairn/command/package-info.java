/**
 * The {@code cairn} command: what a person types. Each command is one class; what it needs to know
 * of a job it reads from snapshots' headers, the lock file and the agent's report.
 */
@NullMarked
package dev.cairn.command;

import org.jspecify.annotations.NullMarked;
