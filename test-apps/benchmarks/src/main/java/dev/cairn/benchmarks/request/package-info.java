/** A woven kernel in one JVM with what asks it for its frames; without agent, heap and files. */
@NullMarked
package dev.cairn.benchmarks.request;

import org.jspecify.annotations.NullMarked;
