/**
 * Names what could part two runs of a job, from its class files alone: where its code asks for a
 * clock, chance, its host, or the order of things, and what is done about each under a job's modes.
 */
@NullMarked
package dev.cairn.instrumenter.scan;

import org.jspecify.annotations.NullMarked;
