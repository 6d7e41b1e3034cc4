/**
 * {@code cairn verify}: runs a job whole, and again cut into legs in differently configured JVMs,
 * and compares every state on the way. What is run is decided first ({@code StopChoice}, {@code
 * VariantDeck}) and is pure; {@code JobRun} alone starts processes.
 */
@NullMarked
package dev.cairn.verify;

import org.jspecify.annotations.NullMarked;
