/** What it costs to be ready to stop: woven jobs that are never stopped, beside plain ones. */
@NullMarked
package dev.cairn.benchmarks;

import org.jspecify.annotations.NullMarked;
