/** How the coordinator grows with hosts and jobs. */
@NullMarked
package dev.cairn.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
