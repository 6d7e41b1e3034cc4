package dev.cairn.coordinator.core;

import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks the rules of this room: ArchitectureTest must catch it. */
final class Offender {
  private Offender() {}

  static boolean looks() {
    return System.nanoTime() > 0 && Files.exists(Path.of("."));
  }
}
