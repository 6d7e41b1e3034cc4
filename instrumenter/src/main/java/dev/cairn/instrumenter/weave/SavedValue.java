package dev.cairn.instrumenter.weave;

import org.jspecify.annotations.Nullable;

/**
 * One value of a frame, as it is pushed at a point.
 *
 * @param role what it is in the method
 * @param kind its computational type: one of {@code I J F D L}
 * @param descriptor its verification type as a field descriptor; {@code boolean}, {@code byte},
 *     {@code short} and {@code char} are {@code "I"} unless the local's debug entry tells more
 * @param name the local's name in the source, or null where it is none or the class doesn't tell
 * @param slot the local's slot; an operand's position from the bottom; a monitor's depth from the
 *     outermost
 */
public record SavedValue(Role role, char kind, String descriptor, @Nullable String name, int slot) {
  /** What a value is in the method. */
  public enum Role {
    OPERAND,
    LOCAL,
    MONITOR
  }
}
