package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.CountedLoop;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Runs a counted loop in strips: inside a strip nothing is asked, so that HotSpot finds the counted
 * loop that it can unroll and vectorise, and the request is read between two strips.
 *
 * <pre>
 *   H:  if (i >= n) goto X                        as it was; the clone comes back here
 *       limit = n                                 through n: n + 1
 *       if (limit - i > STRIP, unsigned) limit = i + STRIP
 *   L:  if (i >= limit) goto P                    never taken the first time
 *       body; i += c
 *       goto L
 *   P:  if (Woven.request != 0) goto slow path
 *       if (i >= n) goto X                        H's test again, with a profile of its own
 *       goto H
 * </pre>
 *
 * <p>Where all passes fit into one strip, C2 finds by P's profile that H is never reached from
 * there, and cuts that way off (an uncommon trap). Then there is one loop as in the plain code, and
 * a limit that it can compute where it knows the counter's first value and the bound.
 *
 * <p>The strip tests at its top, as javac's loops do: HotSpot's C2 copies that test to the bottom
 * by itself (ciTypeFlow's clone_loop_heads), and then hoists and unrolls as in the plain loop. A
 * strip that tests at the bottom has its body's first block copied instead, its first pass peeled
 * off.
 *
 * <p>Since {@code limit <= n}, no pass is made that the header's test would not have allowed. Where
 * the counter can run over the end of its type before it passes the bound, the limit is the type's
 * least value, a pass is made without asking L, and the next goes by P. Counting down is the mirror
 * image.
 */
final class Strips {
  /** Passes between two looks at the request. */
  static final int TURNS = 512;

  private final Body body;

  Strips(Body body) {
    this.body = body;
  }

  /**
   * Two places of a loop that runs in strips.
   *
   * @param loop the loop
   * @param pass L, where each pass of a strip begins
   * @param exit X, where the loop is left
   */
  record Strip(CountedLoop loop, LabelNode pass, LabelNode exit) {}

  /**
   * Computes the limit between the header's test and the loop's body, and tests it.
   *
   * @param poll P, where a strip ends
   */
  Strip enter(Point point, CountedLoop loop, LabelNode poll) {
    LabelNode strip = new LabelNode();
    LabelNode once = new LabelNode();
    Code code = new Code();
    limit(code, point, loop, strip, once);
    code.label(strip).frame(at(point));
    code.load(loop.kind(), loop.counter()).load(loop.kind(), slot(loop));
    compare(code, loop.kind(), loop.step() > 0 ? Opcodes.IFGE : Opcodes.IFLE, poll);
    if (loop.canOverflow()) {
      code.label(once).frame(at(point));
    }
    JumpInsnNode jump = (JumpInsnNode) body.at(loop.test());
    LabelNode out = jump.label;
    if (loop.jumpsIn()) {
      // if (i < n) goto B   becomes   if (i >= n) goto OUT; limit = ...; L: ...; goto B; OUT:
      out = new LabelNode();
      code.jump(Opcodes.GOTO, jump.label).label(out);
      jump.setOpcode(opposite(jump.getOpcode()));
      jump.label = out;
      code.frame(before(body.plan.analysis().flow().real(loop.test() + 1)));
    } else if (loop.canOverflow()) {
      code.insn(Opcodes.NOP); // so that no two frames meet at one place
    }
    body.after(loop.test(), code);
    return new Strip(loop, strip, out);
  }

  /** {@code if (i >= n) goto X; goto H}: the header's test once more, at a strip's end. */
  void leave(Code code, Point point, Strip strip, LabelNode header) {
    CountedLoop loop = strip.loop();
    copy(code, point.at(), loop.test());
    int opcode = body.plan.analysis().method().instructions.get(loop.test()).getOpcode();
    code.jump(loop.jumpsIn() ? opposite(opcode) : opcode, strip.exit()).jump(Opcodes.GOTO, header);
  }

  private void limit(Code code, Point point, CountedLoop loop, LabelNode in, LabelNode once) {
    char kind = loop.kind();
    boolean up = loop.step() > 0;
    long least = kind == 'I' ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long most = kind == 'I' ? Integer.MAX_VALUE : Long.MAX_VALUE;
    bound(code, loop);
    code.store(kind, slot(loop));
    if (loop.canOverflow()) {
      LabelNode enough = new LabelNode();
      code.load(kind, slot(loop));
      constant(code, kind, up ? most - loop.step() : least - loop.step());
      compare(code, kind, up ? Opcodes.IFLE : Opcodes.IFGE, enough);
      constant(code, kind, up ? least : most);
      code.store(kind, slot(loop)).jump(Opcodes.GOTO, once).label(enough).frame(at(point));
    }
    if (loop.inclusive()) {
      code.load(kind, slot(loop));
      constant(code, kind, 1);
      code.insn(sum(kind, up)).store(kind, slot(loop));
    }
    // what is left, as an unsigned number: x <u y is x + MIN < y + MIN
    code.load(kind, up ? slot(loop) : loop.counter())
        .load(kind, up ? loop.counter() : slot(loop))
        .insn(sum(kind, false));
    constant(code, kind, least);
    code.insn(sum(kind, true));
    constant(code, kind, least + span(loop));
    compare(code, kind, Opcodes.IFLE, in);
    code.load(kind, loop.counter());
    constant(code, kind, span(loop));
    code.insn(sum(kind, up)).store(kind, slot(loop));
  }

  private static long span(CountedLoop loop) {
    return (long) TURNS * Math.abs(loop.step());
  }

  private void bound(Code code, CountedLoop loop) {
    if (loop.boundStart() == loop.boundEnd()) {
      code.zero(loop.kind());
    }
    copy(code, loop.boundStart(), loop.boundEnd());
  }

  private void copy(Code code, int start, int end) {
    for (int i = start; i < end; i++) {
      AbstractInsnNode node = body.plan.analysis().method().instructions.get(i);
      if (node.getOpcode() >= 0) {
        code.list.add(node.clone(Map.of()));
      }
    }
  }

  private int slot(CountedLoop loop) {
    return body.plan.layout().limit(loop.kind());
  }

  private @Nullable FrameNode at(Point point) {
    return body.frames.of(point.state().locals(), point.state().stack());
  }

  private @Nullable FrameNode before(int index) {
    return body.frames.of(
        body.plan.analysis().types().locals(index), body.plan.analysis().types().stack(index));
  }

  private static int sum(char kind, boolean plus) {
    if (kind == 'I') {
      return plus ? Opcodes.IADD : Opcodes.ISUB;
    }
    return plus ? Opcodes.LADD : Opcodes.LSUB;
  }

  private static void constant(Code code, char kind, long value) {
    if (kind == 'I') {
      code.constant((int) value);
    } else {
      code.constant(value);
    }
  }

  /** Jumps on a relation of two values, named by the opcode that compares with zero. */
  private static void compare(Code code, char kind, int relation, LabelNode target) {
    if (kind == 'I') {
      code.jump(relation - Opcodes.IFLT + Opcodes.IF_ICMPLT, target);
    } else {
      code.insn(Opcodes.LCMP).jump(relation, target);
    }
  }

  /** The jump on the opposite condition: the opcodes stand in pairs. */
  private static int opposite(int opcode) {
    return ((opcode + 1) ^ 1) - 1;
  }
}
