package dev.cairn.instrumenter.plan;

import java.util.Comparator;

/**
 * A method with code that a class of the application declares.
 *
 * @param owner the declaring class's internal name
 */
record MethodRef(String owner, String name, String descriptor)
    implements Callable, Comparable<MethodRef> {
  private static final Comparator<MethodRef> ORDER =
      Comparator.comparing(MethodRef::owner)
          .thenComparing(MethodRef::name)
          .thenComparing(MethodRef::descriptor);

  /** Name and descriptor as written. */
  String key() {
    return name + descriptor;
  }

  /** Constructors and class initialisers: their frames can't be saved. */
  boolean isInitializer() {
    return name.startsWith("<");
  }

  /** As people write it: {@code com.acme.Main#run(I)V}. */
  @Override
  public String toString() {
    return owner.replace('/', '.') + "#" + name + descriptor;
  }

  @Override
  public int compareTo(MethodRef other) {
    return ORDER.compare(this, other);
  }
}
