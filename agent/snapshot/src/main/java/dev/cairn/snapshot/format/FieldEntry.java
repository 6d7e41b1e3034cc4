package dev.cairn.snapshot.format;

/**
 * One stored field of a class.
 *
 * @param declaringClass the class or superclass that declares it, binary name
 * @param name its name
 * @param type its descriptor
 */
public record FieldEntry(String declaringClass, String name, String type) {
  /** A primitive's descriptor, or {@code L} for any reference. */
  public char kind() {
    char c = type.charAt(0);
    return c == '[' ? 'L' : c;
  }

  /** Bytes in the column. */
  public int width() {
    return width(type.charAt(0));
  }

  /** Bytes that a value takes in a snapshot; a reference is an object's number, 4 bytes. */
  public static int width(char descriptor) {
    return switch (descriptor) {
      case 'Z', 'B' -> 1;
      case 'C', 'S' -> 2;
      case 'I', 'F', 'L', '[' -> 4;
      case 'J', 'D' -> 8;
      default -> throw new IllegalArgumentException("not a descriptor: " + descriptor);
    };
  }

  @Override
  public String toString() {
    return declaringClass + "." + name;
  }
}
