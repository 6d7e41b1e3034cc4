package dev.cairn.snapshot.heap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a string holds its characters in. */
final class Texts {
  private static final long VALUE = Mem.offset(String.class, "value");
  private static final long CODER = Mem.offset(String.class, "coder");

  private Texts() {}

  /** The string's own bytes, one a character, not to be written; null where it has two for each. */
  static byte @Nullable [] latin1(String s) {
    return Mem.getByte(s, CODER) == 0
        ? (byte[]) Objects.requireNonNull(Mem.getRef(s, VALUE))
        : null;
  }
}
