package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ControlFlow;
import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Whether a constructor can be left and re-entered at its points.
 *
 * <p>Left: it can return only once {@code super(...)} or {@code this(...)} has (JVMS 4.10.1.9). The
 * check after that very call is late enough, so that a superconstructor may be stopped; a point in
 * the arguments isn't. Calls there are therefore not looked after, nor are those of the same name
 * and descriptor later on, since the stack tells calls apart by these only: inside of them a stop
 * is refused, and everywhere else in the constructor it is not. (Kotlin asks there whether its
 * arguments are null, by a call into its library.)
 *
 * <p>Re-entered: its clone is no constructor. {@code this} is an ordinary reference there, so that
 * no code may be met to which it is uninitialised, and it is what the clone returns.
 */
final class ConstructorCheck {
  private final MethodAnalysis a;
  private final BitSet seen = new BitSet();
  private final Deque<Integer> blocks = new ArrayDeque<>();

  private ConstructorCheck(MethodAnalysis a) {
    this.a = a;
  }

  static void check(MethodAnalysis a, List<Point> points) throws UnsupportedException {
    new ConstructorCheck(a).check(points);
  }

  /** What is called while the object is uninitialised. */
  static Set<String> callsTooEarly(MethodAnalysis a) {
    Set<String> found = new HashSet<>();
    for (int i = 0; i < a.flow().size(); i++) {
      if (a.method().instructions.get(i) instanceof MethodInsnNode call
          && a.types().known(i)
          && (isUninitialised(a.types().locals(i)) || isUninitialised(a.types().stack(i)))
          && !initialises(a.types().stack(i), call)) {
        found.add(MethodPlanner.checkedKey(call));
      }
    }
    return found;
  }

  /** Whether it is the call of {@code super(...)} or {@code this(...)} itself. */
  private static boolean initialises(List<VType> stack, MethodInsnNode call) {
    int receiver = stack.size() - 1 - Type.getArgumentTypes(call.desc).length;
    return call.name.equals("<init>")
        && stack.get(receiver).kind() == VType.Kind.UNINITIALIZED_THIS;
  }

  private void check(List<Point> points) throws UnsupportedException {
    for (Point p : points) {
      if (isUninitialised(p.state().locals()) || isUninitialised(p.state().stack())) {
        throw new UnsupportedException(
            a.line(p.at()),
            "a safe point stands before super(...) or this(...) has returned; compute the argument"
                + " before the object is made");
      }
    }
    for (Point p : points) {
      follow(a.flow().blockOf(p.at()), p.at() + 1);
    }
    while (!blocks.isEmpty()) {
      int b = blocks.remove();
      follow(b, a.flow().start(b));
    }
  }

  private void follow(int block, int from) throws UnsupportedException {
    ControlFlow flow = a.flow();
    for (int i = from; i < flow.end(block); i++) {
      AbstractInsnNode node = a.method().instructions.get(i);
      if (node.getOpcode() >= 0 && a.types().known(i)) {
        look(i, node);
      }
    }
    for (int next : flow.successors(block)) {
      add(next);
    }
    for (int handler : flow.handlers(block)) {
      add(handler);
    }
  }

  private void add(int block) {
    if (!seen.get(block)) {
      seen.set(block);
      blocks.add(block);
    }
  }

  private void look(int i, AbstractInsnNode node) throws UnsupportedException {
    List<VType> locals = a.types().locals(i);
    boolean returns = node.getOpcode() == Opcodes.RETURN;
    boolean overwrites =
        node instanceof VarInsnNode v && v.var == 0 && v.getOpcode() >= Opcodes.ISTORE;
    if (overwrites
        || isUninitialised(locals)
        || isUninitialised(a.types().stack(i))
        || (returns && !locals.get(0).equals(VType.object(a.owner())))) {
      throw new UnsupportedException(
          a.line(i), "after super(...) or this(...) it does not keep its object in local 0");
    }
  }

  private static boolean isUninitialised(List<VType> types) {
    return types.stream().anyMatch(t -> t.kind() == VType.Kind.UNINITIALIZED_THIS);
  }
}
