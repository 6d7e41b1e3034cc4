package dev.cairn.instrumenter.plan;

/**
 * A loop whose latch is a safe point.
 *
 * @param method the method's name and descriptor as written, such as {@code "run(I)V"}
 * @param ordinal the loop's number in its method, 0 or more, ascending in the order of the headers'
 *     positions in the code
 * @param line the source line of the loop's header, or -1 where the class file holds none
 * @param counterSlot the local that a {@code @CheckpointLoop} on a variable names, or -1: the
 *     weaver finds the counter
 * @param why what marked it, in words for people: {@code "auto"}, {@code "@CheckpointLoop i"}
 */
public record MarkedLoop(String method, int ordinal, int line, int counterSlot, String why)
    implements Comparable<MarkedLoop> {
  /** By method, then by ordinal. Loops of one plan never agree in both. */
  @Override
  public int compareTo(MarkedLoop other) {
    int byMethod = method.compareTo(other.method);
    return byMethod != 0 ? byMethod : Integer.compare(ordinal, other.ordinal);
  }
}
