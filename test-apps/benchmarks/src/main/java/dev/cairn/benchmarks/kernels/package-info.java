/** The measured programs. They know only the annotations. */
@NullMarked
package dev.cairn.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
