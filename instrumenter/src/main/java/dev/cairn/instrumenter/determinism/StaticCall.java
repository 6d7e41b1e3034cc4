package dev.cairn.instrumenter.determinism;

/**
 * A static method as instructions and constants name it.
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

  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
