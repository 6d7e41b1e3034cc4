/** Real jobs of a few seconds up to days: each prints a few lines and ends with its digest. */
@NullMarked
package dev.cairn.workloads;

import org.jspecify.annotations.NullMarked;
