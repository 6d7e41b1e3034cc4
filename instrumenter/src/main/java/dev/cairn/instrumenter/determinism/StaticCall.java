package dev.cairn.instrumenter.determinism;

import org.jspecify.annotations.Nullable;

/**
 * A method as instructions and constants name it.
 *
 * @param owner internal name
 */
public record StaticCall(String owner, String name, String descriptor) {
  /** Parses {@code java/lang/System.nanoTime()J}. */
  static StaticCall parse(String text) {
    int descriptor = text.indexOf('(');
    int name = text.lastIndexOf('.', descriptor);
    return new StaticCall(
        text.substring(0, name), text.substring(name + 1, descriptor), text.substring(descriptor));
  }

  /**
   * The descriptor of a static method that takes the receiver of this one as its first argument.
   */
  String withReceiver() {
    return "(L" + owner + ";" + descriptor.substring(1);
  }

  // A record's own are linked at their first use, at every start: ten milliseconds each.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StaticCall c
        && c.name.equals(name)
        && c.owner.equals(owner)
        && c.descriptor.equals(descriptor);
  }

  @Override
  public int hashCode() {
    return (owner.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode();
  }

  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
