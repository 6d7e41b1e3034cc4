/**
 * For tests of jobs: {@link dev.cairn.junit.CheckpointTest} runs a job under {@code cairn verify}.
 * Of Cairn it needs the command alone, which it starts as a process.
 */
@NullMarked
package dev.cairn.junit;

import org.jspecify.annotations.NullMarked;
