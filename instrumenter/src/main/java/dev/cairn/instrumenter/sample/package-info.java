/** Which loops a program spends its time in: counts, samples, and what follows from them. */
@org.jspecify.annotations.NullMarked
package dev.cairn.instrumenter.sample;
