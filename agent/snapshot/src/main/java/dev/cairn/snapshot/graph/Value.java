package dev.cairn.snapshot.graph;

/**
 * One value.
 *
 * @param kind a primitive's descriptor, {@code ZBCSIJFD}, or {@code L} for a reference
 * @param bits the raw bits, sign-extended; of a reference the object's number, 0 for null
 */
public record Value(char kind, long bits) {
  /** The object referred to, 0 for null. */
  public int number() {
    if (kind != 'L') {
      throw new IllegalStateException("not a reference: " + this);
    }
    return (int) bits;
  }

  /** As a person reads it: {@code 42}, {@code 0x3ff0000000000000 (1.0)}, {@code #17}, null. */
  @Override
  public String toString() {
    return switch (kind) {
      case 'L' -> bits == 0 ? "null" : "#" + bits;
      case 'Z' -> bits != 0 ? "true" : "false";
      case 'C' -> "'" + (char) bits + "' (" + bits + ")";
      case 'F' -> String.format("0x%08x (%s)", (int) bits, Float.intBitsToFloat((int) bits));
      case 'D' -> String.format("0x%016x (%s)", bits, Double.longBitsToDouble(bits));
      default -> Long.toString(bits);
    };
  }
}
