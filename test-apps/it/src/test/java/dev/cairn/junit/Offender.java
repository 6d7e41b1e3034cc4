package dev.cairn.junit;

import dev.cairn.annotations.Cairn;

/** Breaks: the extension needs of Cairn the command alone. */
final class Offender {
  void offend() {
    Cairn.safePoint();
  }
}
