/** What pictures are drawn with, the simulation's and the benchmarks'. */
@NullMarked
package dev.cairn.coordinator.plot;

import org.jspecify.annotations.NullMarked;
