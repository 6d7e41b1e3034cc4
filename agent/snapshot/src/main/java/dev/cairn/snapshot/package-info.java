/** What every part of the snapshot room says when something can't be done. */
@NullMarked
package dev.cairn.snapshot;

import org.jspecify.annotations.NullMarked;
