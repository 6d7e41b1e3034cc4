/**
 * The shell around the instrumenter: class bytes from the class path, the transformer, records of
 * what was woven.
 */
@NullMarked
package dev.cairn.agent.weave;

import org.jspecify.annotations.NullMarked;
