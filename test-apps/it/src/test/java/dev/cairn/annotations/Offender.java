package dev.cairn.annotations;

import dev.cairn.it.harness.Seed;

/** Breaks: annotations depend on the JDK alone; nothing depends on the tests. */
final class Offender {
  final long seed = Seed.VALUE;
}
