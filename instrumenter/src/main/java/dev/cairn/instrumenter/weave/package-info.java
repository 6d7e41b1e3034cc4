/**
 * Executes a plan: class bytes in, woven class bytes out.
 *
 * <p>For each method a {@link dev.cairn.instrumenter.weave.MethodWeavePlan} is decided first, from
 * analyses alone; the emitters only carry it out. A woven method keeps its body, with polls and
 * save blocks added, and gets a clone by which it is re-entered.
 */
@NullMarked
package dev.cairn.instrumenter.weave;

import org.jspecify.annotations.NullMarked;
