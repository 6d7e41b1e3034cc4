/**
 * The snapshot file: its sections, its header, writing and checked reading. No live objects here.
 */
@NullMarked
package dev.cairn.snapshot.format;

import org.jspecify.annotations.NullMarked;
