/** One page over all that were written. */
@NullMarked
package dev.cairn.benchmarks.overview;

import org.jspecify.annotations.NullMarked;
