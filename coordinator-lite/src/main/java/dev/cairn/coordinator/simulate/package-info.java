/**
 * The coordinator's core in virtual time: what becomes of jobs on hosts that come and go. {@code
 * cairn simulate} measures with it, the tests of the core break it.
 */
@NullMarked
package dev.cairn.coordinator.simulate;

import org.jspecify.annotations.NullMarked;
