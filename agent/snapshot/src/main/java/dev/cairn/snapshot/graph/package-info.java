/** A snapshot as plain data, to be shown and compared. Loads no class of the job. */
@NullMarked
package dev.cairn.snapshot.graph;

import org.jspecify.annotations.NullMarked;
