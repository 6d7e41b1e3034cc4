/**
 * What the coordinator decides: a pure function of state, event and time. No clock, network, disk
 * or thread: {@link dev.cairn.coordinator.core.Decider} is all that the shells around it call.
 */
@NullMarked
package dev.cairn.coordinator.core;

import org.jspecify.annotations.NullMarked;
