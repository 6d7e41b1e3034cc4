/** What it costs to copy a heap, beside other serialisers. */
@NullMarked
package dev.cairn.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
