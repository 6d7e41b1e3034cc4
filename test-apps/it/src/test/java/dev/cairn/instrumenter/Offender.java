package dev.cairn.instrumenter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/** Breaks: the instrumenter knows ASM alone, does no I/O, loads no class, reads no clock. */
final class Offender {
  String break_() throws IOException {
    Assertions.assertTrue(System.nanoTime() > 0);
    return Files.readString(Path.of("x"));
  }
}
