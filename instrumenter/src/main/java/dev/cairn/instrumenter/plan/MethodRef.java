package dev.cairn.instrumenter.plan;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A method with code that a class of the application declares.
 *
 * @param owner the declaring class's internal name
 */
public record MethodRef(String owner, String name, String descriptor)
    implements Callable, Comparable<MethodRef> {
  private static final Comparator<MethodRef> ORDER =
      Comparator.comparing(MethodRef::owner)
          .thenComparing(MethodRef::name)
          .thenComparing(MethodRef::descriptor);

  /** Name and descriptor as written. */
  String key() {
    return name + descriptor;
  }

  /** As woven methods look for it after a call: a constructor is one class's, whoever calls it. */
  String checkedKey() {
    return isConstructor() ? owner + "." + key() : key();
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  /** Its frame can't be saved: the JVM takes the class for initialised when it returns. */
  boolean isClassInitializer() {
    return name.equals("<clinit>");
  }

  /** A record's own would be linked at its first use, at every start; so would its hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MethodRef m
        && m.name.equals(name)
        && m.owner.equals(owner)
        && m.descriptor.equals(descriptor);
  }

  @Override
  public int hashCode() {
    return (owner.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode();
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
