package dev.cairn.instrumenter.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of bytecode, in bytes, over which HotSpot treats a method worse. They are the defaults of
 * flags in {@code share/opto/c2_globals.hpp}, {@code cpu/*}{@code /c2_globals_*.hpp} and {@code
 * share/runtime/globals.hpp}, the same in JDK 17 and 25; C1 has the first as {@code
 * C1MaxInlineSize}.
 *
 * @param bytes the largest size on the good side
 * @param flag HotSpot's name for it
 * @param beyond what becomes of a larger method
 */
record SizeLimit(int bytes, String flag, String beyond) {
  /** Where a call is seldom made, or compiled by C1. */
  static final SizeLimit SELDOM =
      new SizeLimit(35, "MaxInlineSize", "HotSpot no longer inlines it where calls are seldom");

  /** Where a call is made often. */
  static final SizeLimit OFTEN =
      new SizeLimit(325, "FreqInlineSize", "HotSpot no longer inlines it where calls are frequent");

  /** {@code DontCompileHugeMethods} is on unless told otherwise. */
  static final SizeLimit COMPILED =
      new SizeLimit(
          8000,
          "HugeMethodLimit",
          "HotSpot compiles none so large, unless -XX:-DontCompileHugeMethods is set, as the agent"
              + " does itself where the JVM lets it");

  /** Those that a hot copy is kept under, smallest first. */
  static final List<SizeLimit> OF_HOT = List.of(SELDOM, OFTEN, COMPILED);

  /** A clone is called by the runtime alone, where nothing is inlined. */
  static final List<SizeLimit> OF_CLONE = List.of(COMPILED);

  /** A record's own would be linked at its first use, at every start; so would its hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SizeLimit l && l.bytes == bytes;
  }

  @Override
  public int hashCode() {
    return bytes;
  }
}
