package dev.cairn.snapshot.format;

import org.jspecify.annotations.Nullable;

/**
 * One saved value of a frame, as a person reads it.
 *
 * @param name the local's name, or null where the class file does not tell
 * @param kind one of {@link dev.cairn.runtime.Frame#KINDS}
 * @param type the descriptor known statically, such as {@code "I"} or {@code "Ljava/util/List;"}
 * @param role what the value is in the frame
 */
public record ValueInfo(@Nullable String name, char kind, String type, Role role) {
  /** What a value is in its frame. */
  public enum Role {
    OPERAND,
    LOCAL,
    MONITOR
  }
}
