package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.CountedLoop;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.flow.VType;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Polls at latches and safe points, and checks after calls: the same in both copies. */
final class PollBlocks {
  /** A periodic poll reads the request at every 1,024th pass. */
  static final int PERIOD = 1023;

  private final Body body;
  private final SaveBlocks saves;
  private final Strips strips;

  PollBlocks(Body body, SaveBlocks saves) {
    this.body = body;
    this.saves = saves;
    this.strips = new Strips(body);
  }

  /**
   * All back edges of the loop go to one latch block at the method's end; with strips, to L.
   *
   * <pre>
   *   T: EVERY     if (Woven.request == 0) goto H
   *      PERIODIC  if (--countdown >= 0) goto H; countdown = 1023; if (Woven.request == 0) goto H
   *      EXACT     if (!Woven.passed()) goto H
   *      strips    if (Woven.request == 0) { if (i >= n) goto X; goto H }      see Strips
   *      if (!Woven.reached(key, id, counter)) goto H
   *      SAVE
   * </pre>
   */
  void latch(Point point) {
    LabelNode header = body.header(point.at());
    LabelNode latch = new LabelNode();
    CountedLoop counted = point.strips();
    Strips.@Nullable Strip strip = counted == null ? null : strips.enter(point, counted, latch);
    LabelNode again = strip == null ? latch : strip.pass();
    Loop loop = body.plan.analysis().loops().loop(point.info().loop());
    for (Loop.BackEdge e : loop.backEdges()) {
      retarget(e, point.at(), again);
    }
    Code tail = body.tail;
    tail.label(latch)
        .frame(body.frames.of(point.state().locals(), point.state().stack()))
        .line(point.info().line());
    switch (point.poll()) {
      case PERIODIC -> {
        int countdown = body.plan.layout().countdown();
        tail.iinc(countdown, -1).load('I', countdown).jump(Opcodes.IFGE, header);
        tail.constant(PERIOD).store('I', countdown);
        request().jump(Opcodes.IFEQ, header);
      }
      case EXACT -> passed().jump(Opcodes.IFEQ, header);
      default -> {
        if (strip == null) {
          request().jump(Opcodes.IFEQ, header);
        } else {
          LabelNode wanted = new LabelNode();
          request().jump(Opcodes.IFNE, wanted);
          strips.leave(tail, point, strip, header);
          tail.label(wanted).frame(body.frames.of(point.state().locals(), point.state().stack()));
        }
      }
    }
    slowPath(point, header, latch);
  }

  /**
   * A call of {@code Cairn.safePoint()} becomes a poll.
   *
   * <pre>
   *   if (Woven.request != 0) goto Q       EXACT: if (Woven.passed())
   *   BACK:
   *   Q: if (!Woven.reached(key, id, MIN_VALUE)) goto BACK
   *      SAVE
   * </pre>
   *
   * @return BACK, where the clone goes on
   */
  LabelNode safePoint(Point point) {
    LabelNode slow = new LabelNode();
    LabelNode back = new LabelNode();
    @Nullable FrameNode frame = body.frames.of(point.state().locals(), point.state().stack());
    Code here = new Code();
    if (point.poll() == PollKind.EXACT) {
      here.woven(RuntimeCalls.PASSED, RuntimeCalls.PASSED_DESCRIPTOR);
    } else {
      here.getWoven(RuntimeCalls.REQUEST, RuntimeCalls.REQUEST_DESCRIPTOR);
    }
    here.jump(Opcodes.IFNE, slow).label(back).frame(frame);
    body.after(point.at(), here);
    body.replace(point.at(), new InsnNode(Opcodes.NOP));
    body.tail
        .label(slow)
        .frame(body.frames.of(point.state().locals(), point.state().stack()))
        .line(point.info().line());
    slowPath(point, back, slow);
    return back;
  }

  private void slowPath(Point point, LabelNode back, LabelNode start) {
    Code tail = body.tail;
    tail.constant(body.plan.key()).constant(point.id());
    if (point.counterSlot() < 0) {
      tail.constant(Long.MIN_VALUE);
    } else {
      tail.load(point.counterKind(), point.counterSlot());
      if (point.counterKind() == 'I') {
        tail.insn(Opcodes.I2L);
      }
    }
    tail.woven(RuntimeCalls.REACHED, RuntimeCalls.REACHED_DESCRIPTOR).jump(Opcodes.IFEQ, back);
    saves.emit(point, start);
  }

  /**
   * The check after a call that may be unwound. It tells the job's thread from others, so that
   * nobody ever comes back from S.
   *
   * <pre>
   *   [operands, result]   if (Woven.leaving(id)) goto S
   *   S: [operands, result]
   *      pop result; SAVE
   * </pre>
   *
   * S is one place for all points that look alike there.
   *
   * @param code gets the check; it stands right after the call
   */
  void check(Point point, Code code) {
    code.constant(point.id())
        .woven(RuntimeCalls.LEAVING, RuntimeCalls.LEAVING_DESCRIPTOR)
        .jump(Opcodes.IFNE, saves.afterCall(point, point.result()));
  }

  /** The frame right after a call: the point's operands, and the result. */
  @Nullable FrameNode afterCall(Point point) {
    List<VType> stack = new ArrayList<>(point.state().stack());
    Type returned = point.result();
    if (returned.getSort() != Type.VOID) {
      stack.add(VType.of(returned));
    }
    return body.frames.of(point.state().locals(), stack);
  }

  private Code request() {
    return body.tail.getWoven(RuntimeCalls.REQUEST, RuntimeCalls.REQUEST_DESCRIPTOR);
  }

  private Code passed() {
    return body.tail.woven(RuntimeCalls.PASSED, RuntimeCalls.PASSED_DESCRIPTOR);
  }

  private void retarget(Loop.BackEdge edge, int header, LabelNode latch) {
    AbstractInsnNode node = body.at(edge.from());
    switch (edge.kind()) {
      case FALL_THROUGH -> body.after(edge.from(), new Code().jump(Opcodes.GOTO, latch));
      case EXCEPTION -> {} // no poll: the handler is entered by the JVM
      case JUMP -> {
        if (node instanceof JumpInsnNode jump) {
          jump.label = latch;
        } else if (node instanceof TableSwitchInsnNode s) {
          s.labels.replaceAll(l -> body.names(l, header) ? latch : l);
          s.dflt = body.names(s.dflt, header) ? latch : s.dflt;
        } else if (node instanceof LookupSwitchInsnNode s) {
          s.labels.replaceAll(l -> body.names(l, header) ? latch : l);
          s.dflt = body.names(s.dflt, header) ? latch : s.dflt;
        }
      }
    }
  }
}
