package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import dev.cairn.instrumenter.plan.Adapter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The clone by which a method is re-entered: the same body with the same points, entered through
 * {@link StagedEntry} only.
 *
 * <p>It is static, has the method's name (a constructor's has another one) and takes nothing but
 * frames, so that it shows in no stack trace as another method, can't be overridden, and changes no
 * default serialVersionUID (private methods don't count).
 */
final class ResumeClone {
  private final Body body;
  private final MethodWeavePlan plan;

  private ResumeClone(Body body) {
    this.body = body;
    this.plan = body.plan;
  }

  /**
   * The clone's name: no method may be named as constructors are. {@code TraceNames} of the runtime
   * shows this one as they are.
   */
  static String name(String method) {
    return method.equals("<init>") ? "$cairn$init" : method;
  }

  /**
   * The clone's descriptor; a constructor's returns its object.
   *
   * @param frames how many Frame parameters tell it from other clones of the same name
   */
  static String descriptor(MethodNode method, int frames) {
    return "("
        + RuntimeCalls.FRAME_DESCRIPTOR.repeat(frames)
        + ")"
        + (method.name.equals("<init>")
            ? VType.JAVA_LANG_OBJECT.descriptor()
            : Type.getReturnType(method.desc).getDescriptor());
  }

  static MethodNode emit(MethodWeavePlan plan, ClassNode owner, String name, String descriptor) {
    Body body = Body.copy(plan, true, owner.version);
    MethodNode clone = new ResumeClone(body).emit(name, descriptor);
    if (plan.isConstructor()) {
      new FinalPuts(owner).rewrite(clone);
    }
    return clone;
  }

  private MethodNode emit(String name, String descriptor) {
    PollBlocks polls = new PollBlocks(body, new SaveBlocks(body, new LabelNode(), null));
    Map<Integer, LabelNode> targets = new HashMap<>();
    for (Point p : plan.points()) {
      if (p.kind() == PointKind.LATCH) {
        polls.latch(p);
        targets.put(p.id(), body.header(p.at()));
      }
    }
    StorageForms.emit(body);
    for (Point p : plan.points()) {
      if (p.kind() == PointKind.EXPLICIT) {
        targets.put(p.id(), polls.safePoint(p));
      } else if (p.kind() == PointKind.CALL) {
        targets.put(p.id(), reenter(p, polls));
      }
    }
    StagedEntry entry = new StagedEntry(body, targets);
    entry.stages();
    for (int monitor : plan.layout().shadows().keySet().stream().sorted().toList()) {
      body.before(monitor, HotCopy.shadow(plan.layout().shadow(monitor)));
    }
    new Constructions(body).rewrite();
    if (plan.isSynchronized()) {
      lockBody();
    }
    if (plan.isConstructor()) {
      returnObject();
    }
    Code start = entry.entry(Type.getArgumentTypes(descriptor).length);
    body.finish();
    body.method.instructions.insert(start.list);
    strip(body.method, name, descriptor);
    DeadCode.remove(body.method);
    FrameTidy.tidy(body);
    return body.method;
  }

  /**
   * Goes on inside a call, in the call's try ranges and on its line.
   *
   * <pre>
   *   invoke ...; goto AFTER
   *   R:     [operands]          r = frame; frame = null; Woven.reenterX(r)
   *   AFTER: [operands, result]  check
   * </pre>
   */
  private LabelNode reenter(Point p, PollBlocks polls) {
    LabelNode reenter = new LabelNode();
    LabelNode after = new LabelNode();
    Type returned = p.result();
    char kind = RuntimeCalls.returnKind(returned.getDescriptor());
    int frame = plan.layout().frame();
    Code code = new Code();
    code.jump(Opcodes.GOTO, after)
        .label(reenter)
        .frame(body.frames.of(p.state().locals(), p.state().stack()))
        .load('L', frame)
        .zero('L')
        .store('L', frame)
        .woven(RuntimeCalls.reenter(adapter(p), kind), RuntimeCalls.reenterDescriptor(kind));
    if (kind == 'L') {
      code.cast(VType.of(returned));
    }
    code.label(after).frame(polls.afterCall(p));
    polls.check(p, code);
    body.after(p.at(), code);
    return reenter;
  }

  private @Nullable Adapter adapter(Point p) {
    return plan.analysis().method().instructions.get(p.at()) instanceof MethodInsnNode call
        ? Adapter.of(call.owner, call.name + call.desc)
        : null;
  }

  /**
   * A synchronized method's clone holds the lock by a monitor of its own around the whole body; by
   * one handler, or by several where the body's ways must not join.
   */
  private void lockBody() {
    InsnList list = body.method.instructions;
    int lock = plan.layout().methodLock();
    for (int i = 0; i < plan.analysis().flow().size(); i++) {
      int opcode = body.at(i).getOpcode();
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        body.before(i, new Code().load('L', lock).insn(Opcodes.MONITOREXIT));
      }
    }
    LabelNode start = new LabelNode();
    list.insert(start);
    List<VType> locals = List.of();
    for (int i = 0; i < plan.analysis().flow().size(); i++) {
      if (plan.analysis().types().known(i)) {
        List<VType> here = plan.analysis().types().locals(i);
        if (body.group(here) != body.group(locals)) {
          LabelNode next = new LabelNode();
          list.insertBefore(body.at(i), next);
          body.guard(start, next, List.of(lock), locals);
          start = next;
        }
        locals = here;
      }
    }
    LabelNode end = new LabelNode();
    list.add(end);
    body.guard(start, end, List.of(lock), locals);
  }

  /** {@code return} becomes {@code return this}. */
  private void returnObject() {
    for (int i = 0; i < plan.analysis().flow().size(); i++) {
      if (body.at(i).getOpcode() == Opcodes.RETURN) {
        body.before(i, new Code().load('L', 0));
        body.replace(i, new InsnNode(Opcodes.ARETURN));
      }
    }
  }

  /** Leaves nothing of the method's declaration: the clone must not show as an API. */
  private static void strip(MethodNode method, String name, String descriptor) {
    method.access =
        Opcodes.ACC_PRIVATE
            | Opcodes.ACC_STATIC
            | Opcodes.ACC_SYNTHETIC
            | (method.access & Opcodes.ACC_STRICT);
    method.name = name;
    method.desc = descriptor;
    method.signature = null;
    method.exceptions = List.of();
    method.parameters = null;
    method.visibleAnnotations = null;
    method.invisibleAnnotations = null;
    method.visibleTypeAnnotations = null;
    method.invisibleTypeAnnotations = null;
    method.visibleParameterAnnotations = null;
    method.invisibleParameterAnnotations = null;
    method.visibleAnnotableParameterCount = 0;
    method.invisibleAnnotableParameterCount = 0;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    method.attrs = null;
  }
}
