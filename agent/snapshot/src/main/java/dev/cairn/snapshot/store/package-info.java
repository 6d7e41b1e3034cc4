/** Generations in a directory: locked, written aside, synced, renamed, pruned. */
@NullMarked
package dev.cairn.snapshot.store;

import org.jspecify.annotations.NullMarked;
