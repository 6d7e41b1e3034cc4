/** What Cairn and its peers can and can't do, as seen: each answer is what came of a run. */
@NullMarked
package dev.cairn.benchmarks.abilities;

import org.jspecify.annotations.NullMarked;
