package dev.cairn.snapshot.format;

import java.util.Locale;
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
  /**
   * Such as {@code "local step"}, {@code "local #3"}, {@code "operand #0"}.
   *
   * @param index the value's place in its frame
   */
  public String label(int index) {
    return role.name().toLowerCase(Locale.ROOT) + " " + (name == null ? "#" + index : name);
  }

  /** What a value is in its frame. */
  public enum Role {
    OPERAND,
    LOCAL,
    MONITOR
  }
}
