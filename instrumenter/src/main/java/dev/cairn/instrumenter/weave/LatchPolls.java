package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.CountedLoop;
import dev.cairn.instrumenter.flow.CountedLoops;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Decides how each latch asks whether a stop is wanted. Where a pass of the loop is short for sure,
 * since it calls nothing that may take long and holds no other loop, not every pass asks: counted
 * loops run in strips, other small ones count down.
 */
final class LatchPolls {
  /** Longer bodies are worth a volatile read at each turn. */
  private static final int SHORT_BODY = 64;

  /** Classes of the JDK whose methods take no time that matters. */
  private static final Set<String> BRIEF =
      Set.of(
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Short",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Float",
          "java/lang/Double");

  private final MethodAnalysis a;
  private final PollKind poll;
  private final List<Integer> points;

  /**
   * For one method.
   *
   * @param poll what the plan wants
   * @param points where points stand
   */
  LatchPolls(MethodAnalysis analysis, PollKind poll, List<Integer> points) {
    this.a = analysis;
    this.poll = poll;
    this.points = List.copyOf(points);
  }

  /**
   * How one latch asks.
   *
   * @param strips the loop as a counted one where it asks between strips only
   */
  record Decision(PollKind poll, @Nullable CountedLoop strips) {}

  /** For points that are no latches. */
  Decision elsewhere() {
    return new Decision(poll == PollKind.AUTOMATIC ? PollKind.EVERY : poll, null);
  }

  Decision of(Loop loop) {
    if (poll != PollKind.AUTOMATIC || !isBrief(loop)) {
      return elsewhere();
    }
    CountedLoop counted = CountedLoops.of(a.method(), a.flow(), loop);
    if (counted != null && endsAtItsHeader(loop)) {
      return new Decision(PollKind.EVERY, counted);
    }
    boolean small = loop.body().cardinality() <= SHORT_BODY;
    return new Decision(small ? PollKind.PERIODIC : PollKind.EVERY, null);
  }

  /**
   * Whether nothing jumps out of the loop's body. A loop that is always left within its first strip
   * would never ask, however often it is entered.
   */
  private boolean endsAtItsHeader(Loop loop) {
    int header = a.flow().blockOf(loop.header());
    return loop.body().stream()
        .map(a.flow()::blockOf)
        .filter(b -> b != header)
        .distinct()
        .allMatch(b -> isInside(loop, b));
  }

  private boolean isInside(Loop loop, int block) {
    int[] next = a.flow().successors(block);
    return next.length > 0 && Arrays.stream(next).allMatch(s -> loop.contains(a.flow().start(s)));
  }

  /** Whether some hundred passes are sure to be over soon, and no other point stands among them. */
  private boolean isBrief(Loop loop) {
    return a.loops().isInnermost(loop)
        && points.stream().noneMatch(at -> at != loop.header() && loop.contains(at))
        && loop.body().stream().noneMatch(i -> mayTakeLong(a.method().instructions.get(i)));
  }

  private static boolean mayTakeLong(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return opcode >= Opcodes.INVOKEVIRTUAL
        && opcode <= Opcodes.INVOKEDYNAMIC
        && !(node instanceof MethodInsnNode call && isBrief(call));
  }

  private static boolean isBrief(MethodInsnNode call) {
    return BRIEF.contains(call.owner)
        || (call.owner.equals("java/lang/String")
            && (call.name.equals("charAt") || call.name.equals("length")));
  }
}
