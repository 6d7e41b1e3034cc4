package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods that push what a woven method hands them, so that its hot copy doesn't grow by the
 * pushes. They run while the stack is being left only, where no code of the program sees a stack
 * trace, and are private, static, synthetic and named as nothing in Java is: reflection doesn't
 * show them. The names are Java's identifiers all the same: class files older than version 49 may
 * hold no others.
 *
 * <pre>
 *   static R $cairn$N$M(operands, bottom first; locals and locks as they are pushed) {
 *     push(operand)*, top first; push(rest)*; Woven.saving(key); return default
 *   }
 *   static void $cairn$N$M(...)      the same for a part that others follow, without saving(key)
 * </pre>
 */
final class SaveMethods {
  /** What their names begin with; the runtime hides methods named so. */
  static final String PREFIX = "$cairn$";

  /** More words than this are not handed over (JVMS 4.3.3). */
  static final int WORDS = 250;

  private final ClassNode owner;
  private final String key;
  private final int number;
  private final Map<String, MethodNode> made = new LinkedHashMap<>();

  /** For one method of the class. */
  SaveMethods(ClassNode owner, MethodNode method) {
    this.owner = owner;
    this.key = method.name + method.desc;
    this.number = owner.methods.indexOf(method);
  }

  List<MethodNode> made() {
    return new ArrayList<>(made.values());
  }

  /** How many words a value takes. */
  static int size(char kind) {
    return kind == 'J' || kind == 'D' ? 2 : 1;
  }

  /**
   * Appends a call that pushes a part of a frame.
   *
   * @param operands their kinds, bottom first
   * @param rest kinds of what lies above them, in the order of pushing; in lower case that of a
   *     default, which nobody hands over
   */
  void push(Code code, String operands, String rest) {
    call(code, operands, rest, null);
  }

  /**
   * Appends the call that pushes a frame's last part.
   *
   * @param operands their kinds, bottom first
   * @param rest kinds of what lies above them, in the order of pushing
   * @param returned descriptor of what the woven method returns
   */
  void finish(Code code, String operands, String rest, String returned) {
    call(code, operands, rest, returned);
  }

  /**
   * @param returned null where more follows
   */
  private void call(Code code, String operands, String rest, @Nullable String returned) {
    MethodNode method =
        made.computeIfAbsent(
            operands + " " + rest + " " + returned, k -> make(operands, rest, returned));
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    code.invokeStatic(owner.name, method.name, method.desc, isInterface);
  }

  private MethodNode make(String operands, String rest, @Nullable String returned) {
    String result = returned == null ? "V" : returned;
    StringBuilder arguments = new StringBuilder();
    String all = operands + rest;
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      if (Character.isUpperCase(c)) {
        arguments.append(c == 'L' ? VType.JAVA_LANG_OBJECT.descriptor() : c);
      }
    }
    String name = PREFIX + number + "$" + made.size();
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodNode method =
        new MethodNode(ClassTree.API, access, name, "(" + arguments + ")" + result, null, null);
    Code code = new Code();
    int top = operands.chars().map(k -> size((char) k)).sum();
    int slot = top;
    for (int i = operands.length() - 1; i >= 0; i--) {
      slot -= size(operands.charAt(i));
      push(code, operands.charAt(i), slot);
    }
    slot = top;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (Character.isUpperCase(c)) {
        push(code, c, slot);
        slot += size(c);
      } else {
        code.zero(Character.toUpperCase(c));
        pushed(code, Character.toUpperCase(c));
      }
    }
    if (returned != null) {
      code.constant(key).woven(RuntimeCalls.SAVING, RuntimeCalls.SAVING_DESCRIPTOR);
    }
    code.returnZero(RuntimeCalls.returnKind(Type.getType(result).getDescriptor()));
    method.instructions.add(code.list);
    return method;
  }

  private static void push(Code code, char kind, int slot) {
    pushed(code.load(kind, slot), kind);
  }

  private static void pushed(Code code, char kind) {
    code.woven(RuntimeCalls.PUSH, RuntimeCalls.pushDescriptor(kind));
  }
}
