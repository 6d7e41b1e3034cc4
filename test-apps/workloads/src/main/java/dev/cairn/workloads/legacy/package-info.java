/** A program of the old kind, which knows nothing of Cairn and keeps its state in statics. */
@NullMarked
package dev.cairn.workloads.legacy;

import org.jspecify.annotations.NullMarked;
