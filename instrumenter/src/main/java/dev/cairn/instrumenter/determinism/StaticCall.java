package dev.cairn.instrumenter.determinism;

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

  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
