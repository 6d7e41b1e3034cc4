package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.flow.Stores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Which loop a {@code @CheckpointLoop} on a local variable marks.
 *
 * <p>The class file gives the variable's slot and the range of code in which it has a value (JVMS
 * 4.7.20.1, {@code localvar_target}); javac begins the range right after the first assignment.
 * Marked are, by the first of these rules that finds a loop:
 *
 * <ol>
 *   <li>the outermost loops inside the range in which the variable is assigned: {@code for (int i =
 *       0; …; i++)}, {@code int i = 0; while (…) i++};
 *   <li>of a variable that a for-each declares, that for-each: the value first assigned comes from
 *       {@code Iterator.next()} or an array element, fetched at the head of the loop around the
 *       range;
 *   <li>the loop with which the range begins: {@code for (Iterator it = …; it.hasNext();)};
 *   <li>the innermost loop around the range: a variable declared in a {@code while}'s body.
 * </ol>
 */
final class VariableMarks {
  /**
   * A loop with the variable that marks it.
   *
   * @param name the variable's name, or null where the class file holds none
   */
  record Mark(Loop loop, int slot, @Nullable String name) {}

  private final MethodLoops method;
  private final InsnList code;

  private VariableMarks(MethodLoops method) {
    this.method = method;
    this.code = method.code().instructions;
  }

  /**
   * The marked loops of a method.
   *
   * @param unmarked receives the names of annotated variables that mark no loop
   */
  static List<Mark> of(MethodLoops method, List<String> unmarked) {
    return new VariableMarks(method).marks(unmarked);
  }

  private List<Mark> marks(List<String> unmarked) {
    List<Mark> marks = new ArrayList<>();
    for (LocalVariableAnnotationNode annotation : annotations()) {
      for (int i = 0; i < annotation.index.size(); i++) {
        int slot = annotation.index.get(i);
        int start = code.indexOf(annotation.start.get(i));
        int end = code.indexOf(annotation.end.get(i));
        String name = name(slot, start);
        List<Loop> found = loops(slot, start, end);
        if (found.isEmpty()) {
          unmarked.add(name == null ? "in slot " + slot : name);
        }
        found.forEach(loop -> marks.add(new Mark(loop, slot, name)));
      }
    }
    return marks;
  }

  private List<LocalVariableAnnotationNode> annotations() {
    List<LocalVariableAnnotationNode> found = new ArrayList<>();
    if (method.code().visibleLocalVariableAnnotations != null) {
      found.addAll(method.code().visibleLocalVariableAnnotations);
    }
    if (method.code().invisibleLocalVariableAnnotations != null) {
      found.addAll(method.code().invisibleLocalVariableAnnotations);
    }
    found.removeIf(a -> !a.desc.equals(Names.CHECKPOINT_LOOP));
    return found;
  }

  private @Nullable String name(int slot, int start) {
    if (method.code().localVariables != null) {
      for (LocalVariableNode v : method.code().localVariables) {
        if (v.index == slot && code.indexOf(v.start) == start) {
          return v.name;
        }
      }
    }
    return null;
  }

  private List<Loop> loops(int slot, int start, int end) {
    List<Loop> inside = method.loops().stream().filter(l -> isInside(l, start, end)).toList();
    List<Loop> advancing =
        outermost(inside.stream().filter(l -> assigns(l, slot, start, end)).toList());
    if (!advancing.isEmpty()) {
      return advancing;
    }
    Loop around = around(start, end);
    if (around != null && isForEach(around, slot, start)) {
      return List.of(around);
    }
    for (Loop loop : outermost(inside)) {
      if (loop.header() == firstFrom(code.get(start))) {
        return List.of(loop);
      }
    }
    return around == null ? List.of() : List.of(around);
  }

  private List<Loop> outermost(List<Loop> among) {
    return among.stream()
        .filter(l -> method.enclosing(l).stream().noneMatch(among::contains))
        .toList();
  }

  private boolean isInside(Loop loop, int start, int end) {
    for (int i = loop.body().nextSetBit(0); i >= 0; i = loop.body().nextSetBit(i + 1)) {
      if (code.get(i).getOpcode() >= 0 && (i < start || i >= end)) {
        return false;
      }
    }
    return true;
  }

  private boolean assigns(Loop loop, int slot, int start, int end) {
    for (int i = start; i < end; i++) {
      if (loop.contains(i) && Stores.slot(code.get(i)) == slot) {
        return true;
      }
    }
    return false;
  }

  /** The innermost loop around the range, or null. */
  private @Nullable Loop around(int start, int end) {
    Loop found = null;
    for (Loop loop : method.loops()) {
      if ((found == null || loop.depth() > found.depth())
          && beginsIn(loop, start, end)
          && !isInside(loop, start, end)) {
        found = loop;
      }
    }
    return found;
  }

  /** The rest of the range may leave the loop for good, by return, throw or break. */
  private boolean beginsIn(Loop loop, int start, int end) {
    for (int i = start; i < end; i++) {
      if (code.get(i).getOpcode() >= 0) {
        return loop.contains(i);
      }
    }
    return false;
  }

  /**
   * javac's for-each: nothing but ways out of the loop stands between its header and the fetch.
   *
   * <pre>
   *   H: aload it; invokeinterface Iterator.hasNext; ifeq X; aload it; invokeinterface Iterator.next
   *   H: iload i; iload n; if_icmpge X; aload array; iload i; xaload
   *      [checkcast; unbox; widen]; xstore slot; start:
   * </pre>
   */
  private boolean isForEach(Loop loop, int slot, int start) {
    AbstractInsnNode store = previous(code.get(start));
    if (store == null || Stores.slot(store) != slot) {
      return false;
    }
    AbstractInsnNode fetch = previous(store);
    while (fetch != null && isConversion(fetch)) {
      fetch = previous(fetch);
    }
    if (fetch == null || !isFetch(fetch)) {
      return false;
    }
    for (AbstractInsnNode i = fetch; i != null; i = i.getPrevious()) {
      int index = code.indexOf(i);
      if (!loop.contains(index) && i.getOpcode() >= 0) {
        return false;
      }
      if (i instanceof TableSwitchInsnNode
          || i instanceof LookupSwitchInsnNode
          || (i instanceof JumpInsnNode jump && loop.contains(code.indexOf(real(jump.label))))) {
        return false;
      }
      if (index <= loop.header()) {
        return true;
      }
    }
    return false;
  }

  /** The first instruction from here, past a jump to a condition at the loop's end. */
  private int firstFrom(AbstractInsnNode from) {
    AbstractInsnNode insn = real(from);
    return code.indexOf(
        insn.getOpcode() == Opcodes.GOTO && insn instanceof JumpInsnNode jump
            ? real(jump.label)
            : insn);
  }

  private static AbstractInsnNode real(AbstractInsnNode from) {
    AbstractInsnNode insn = from;
    while (insn.getOpcode() < 0 && insn.getNext() != null) {
      insn = insn.getNext();
    }
    return insn;
  }

  private static @Nullable AbstractInsnNode previous(AbstractInsnNode insn) {
    AbstractInsnNode p = insn.getPrevious();
    while (p != null && p.getOpcode() < 0) {
      p = p.getPrevious();
    }
    return p;
  }

  private static boolean isConversion(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return opcode == Opcodes.CHECKCAST
        || (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S)
        || (opcode == Opcodes.INVOKEVIRTUAL
            && insn instanceof MethodInsnNode call
            && call.owner.startsWith("java/lang/")
            && call.name.endsWith("Value"))
        || (opcode == Opcodes.INVOKESTATIC
            && insn instanceof MethodInsnNode box
            && box.owner.startsWith("java/lang/")
            && box.name.equals("valueOf"));
  }

  private static boolean isFetch(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
        || (insn instanceof MethodInsnNode call
            && call.name.equals("next")
            && call.desc.equals("()Ljava/lang/Object;"));
  }
}
