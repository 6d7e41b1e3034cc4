/** Pictures of what was measured. */
@NullMarked
package dev.cairn.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
