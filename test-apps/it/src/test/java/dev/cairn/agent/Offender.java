package dev.cairn.agent;

import org.junit.jupiter.api.Assertions;

/** Breaks: the agent is composed of our rooms alone. */
public final class Offender {
  public void break_() {
    Assertions.fail();
  }
}
