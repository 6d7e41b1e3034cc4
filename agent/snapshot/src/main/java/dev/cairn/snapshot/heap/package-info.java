/** From the live heap to a canonical image and back. Runs in the job's JVM, never runs job code. */
@NullMarked
package dev.cairn.snapshot.heap;

import org.jspecify.annotations.NullMarked;
