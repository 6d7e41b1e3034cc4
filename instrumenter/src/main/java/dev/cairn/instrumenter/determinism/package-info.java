/** Turns calls whose results differ between two JVMs into ones that don't. */
@NullMarked
package dev.cairn.instrumenter.determinism;

import org.jspecify.annotations.NullMarked;
