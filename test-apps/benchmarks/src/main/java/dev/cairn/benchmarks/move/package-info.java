/** What it costs a job to be saved while it runs, and to move. */
@NullMarked
package dev.cairn.benchmarks.move;

import org.jspecify.annotations.NullMarked;
