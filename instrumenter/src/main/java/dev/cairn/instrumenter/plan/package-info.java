/**
 * Decides what is woven: which loops hold safe points, which methods stand on the way to them, and
 * which calls these have to check. The outcome is an immutable {@link
 * dev.cairn.instrumenter.plan.Plan}; nothing here changes a class.
 */
@NullMarked
package dev.cairn.instrumenter.plan;

import org.jspecify.annotations.NullMarked;
