package dev.cairn.instrumenter.flow;

/** A method's types can't be told: it would not verify, or a class it names is missing. */
public final class TypeFlowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int index;

  /**
   * Says where and why.
   *
   * @param index the instruction at which the types are lost
   */
  public TypeFlowException(int index, String message) {
    super(message);
    this.index = index;
  }

  /** The instruction at which the types are lost. */
  public int index() {
    return index;
  }
}
