/**
 * Jobs of which two runs part, one for each source of differences: each keeps what it has asked
 * for. A class is named after its source, as {@code cairn scan} names it.
 */
package dev.cairn.targets.broken;
