/**
 * Pure analyses of one method. They read an ASM tree, change nothing, and name instructions by
 * their index in the method's instruction list, so that their results hold for every copy of the
 * tree.
 */
@NullMarked
package dev.cairn.instrumenter.flow;

import org.jspecify.annotations.NullMarked;
