package dev.cairn.instrumenter.flow;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loop of a method. Instructions are named by their index in the instruction list.
 *
 * @param ordinal the loop's number in its method, from 0, in the order of headers in the code
 * @param header the first instruction of the header
 * @param line the header's source line, or -1 where the class doesn't tell
 * @param depth 0 for an outermost loop
 * @param parent ordinal of the loop right around this one, or -1
 * @param backEdges the edges that close the loop, in code order
 * @param body the loop's instructions, header included; not to be changed
 * @param irreducible whether the loop can be entered past its header
 */
public record Loop(
    int ordinal,
    int header,
    int line,
    int depth,
    int parent,
    List<BackEdge> backEdges,
    BitSet body,
    boolean irreducible) {

  /** How control gets from the end of the loop's body back to its header. */
  public enum EdgeKind {
    /** A jump or switch names the header. */
    JUMP,
    /** The instruction before the header is left for the next one. */
    FALL_THROUGH,
    /** The header is an exception handler. */
    EXCEPTION
  }

  /**
   * One way back to the header.
   *
   * @param from the instruction it leaves from; for {@link EdgeKind#EXCEPTION} the first
   *     instruction of the covered block
   */
  public record BackEdge(int from, EdgeKind kind) {}

  public Loop {
    backEdges = List.copyOf(backEdges);
  }

  /** Whether the loop's body, header included, holds the instruction. */
  public boolean contains(int instruction) {
    return body.get(instruction);
  }

  /** Why no safe point can stand at this loop's latch, or null where one can. */
  public @Nullable String notMarkable() {
    if (irreducible) {
      return "the loop can be entered past its header (irreducible control flow)";
    }
    if (backEdges.stream().allMatch(e -> e.kind() == EdgeKind.EXCEPTION)) {
      return "the loop goes round by exceptions only";
    }
    return null;
  }
}
