package dev.cairn.snapshot.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One object of a {@link SnapshotGraph}. */
public interface GraphObject {
  /** What an object is in the snapshot. */
  enum Kind {
    /** Has {@link #fields}. */
    INSTANCE,
    /** Has {@link #length} and {@link #element}. */
    ARRAY,
    /** Has {@link #text}. */
    STRING,
    /** Every JVM has it already; {@link #text} names it. */
    ANCHOR
  }

  /** One field of an instance. */
  record Field(String declaringClass, String name, String type, Value value) {}

  int number();

  Kind kind();

  /** As {@link Class#getName} gives it, such as {@code "[J"}. */
  String className();

  /** An instance's fields: those of superclasses first, then by name. Empty for others. */
  List<Field> fields();

  /** An array's length, or 0. */
  int length();

  /** An array's element. */
  Value element(int index);

  /** A string's characters, or an anchor's name; null for others. */
  @Nullable String text();
}
