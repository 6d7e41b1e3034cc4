package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** The method itself: its body with polls, checks and save blocks added. */
final class HotCopy {
  private HotCopy() {}

  /**
   * Emits it.
   *
   * @param methods gets what is outlined
   */
  static MethodNode emit(MethodWeavePlan plan, int classVersion, SaveMethods methods) {
    Body body = Body.copy(plan, false, classVersion);
    LabelNode drive = new LabelNode();
    PollBlocks polls = new PollBlocks(body, new SaveBlocks(body, drive, methods));
    for (Point p : plan.points()) {
      if (p.kind() == PointKind.LATCH) {
        polls.latch(p);
      }
    }
    StorageForms.emit(body);
    for (Point p : plan.points()) {
      if (p.kind() == PointKind.EXPLICIT) {
        polls.safePoint(p);
      } else if (p.kind() == PointKind.CALL) {
        Code check = new Code();
        polls.check(p, check);
        body.after(p.at(), check);
      }
    }
    for (int monitor : plan.layout().shadows().keySet().stream().sorted().toList()) {
      body.before(monitor, shadow(plan.layout().shadow(monitor)));
    }
    if (plan.root()) {
      body.tail.label(drive).frame(body.frames.bare());
      drive(body);
    }
    body.finish();
    body.method.instructions.insert(prologue(body, drive).list);
    FrameTidy.tidy(body);
    return body.method;
  }

  /** {@code [lock] dup; astore shadow}. */
  static Code shadow(int slot) {
    return new Code().insn(Opcodes.DUP).store('L', slot);
  }

  private static Code prologue(Body body, LabelNode drive) {
    MethodWeavePlan plan = body.plan;
    Layout layout = plan.layout();
    Code code = layout.first();
    if (layout.methodLock() >= 0 && !plan.isStatic()) {
      code.load('L', 0).store('L', layout.methodLock());
    }
    if (plan.root()) {
      code.constant(plan.analysis().owner().replace('/', '.') + "." + plan.key());
      arguments(code, plan);
      code.woven(RuntimeCalls.ENTER, RuntimeCalls.ENTER_DESCRIPTOR).jump(Opcodes.IFNE, drive);
    }
    return code;
  }

  /** The declared arguments, boxed, in an array; {@code this} is not among them. */
  private static void arguments(Code code, MethodWeavePlan plan) {
    Type[] types = Type.getArgumentTypes(plan.analysis().method().desc);
    code.constant(types.length).type(Opcodes.ANEWARRAY, "java/lang/Object");
    int slot = plan.isStatic() ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      code.insn(Opcodes.DUP).constant(i);
      code.load(RuntimeCalls.returnKind(types[i].getDescriptor()), slot);
      box(code, types[i]);
      code.insn(Opcodes.AASTORE);
      slot += types[i].getSize();
    }
  }

  private static void box(Code code, Type type) {
    String box =
        switch (type.getSort()) {
          case Type.BOOLEAN -> "java/lang/Boolean";
          case Type.CHAR -> "java/lang/Character";
          case Type.BYTE -> "java/lang/Byte";
          case Type.SHORT -> "java/lang/Short";
          case Type.INT -> "java/lang/Integer";
          case Type.FLOAT -> "java/lang/Float";
          case Type.LONG -> "java/lang/Long";
          case Type.DOUBLE -> "java/lang/Double";
          default -> "";
        };
    if (!box.isEmpty()) {
      code.invoke(
          Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";");
    }
  }

  /** {@code return (R) Woven.driveX()}. */
  static void drive(Body body) {
    Type returned = Type.getReturnType(body.method.desc);
    body.tail.woven(
        RuntimeCalls.DRIVE + body.returnKind, RuntimeCalls.driveDescriptor(body.returnKind));
    if (body.returnKind == 'L') {
      body.tail.cast(VType.of(returned));
    }
    body.tail.returns(body.returnKind);
  }
}
