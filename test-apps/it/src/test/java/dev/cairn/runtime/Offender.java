package dev.cairn.runtime;

import org.junit.jupiter.api.Assertions;

/** Breaks: the runtime depends on the JDK alone. */
final class Offender {
  void break_() {
    Assertions.fail();
  }
}
