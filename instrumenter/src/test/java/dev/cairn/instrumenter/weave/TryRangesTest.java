package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Checks stand outside of the program's try ranges, but where a lock is held. */
final class TryRangesTest {
  private static final String SOURCE =
      """
      public class Main {
        static int f(int k) { int r = k; for (int i = 0; i < 3; i++) r = r * 7 + i; return r; }
        static int tried(int n) {
          int s = 0;
          try {
            s += f(n);
            try { s += f(s) + f(n); } finally { s++; }
            if (s % 3 == 0) throw new IllegalStateException();
          } catch (IllegalStateException e) {
            s += f(1);
          }
          return s;
        }
        static int locked(int n, Object lock) {
          int s = 0;
          synchronized (lock) { s += f(n); }
          return s;
        }
        static String run() {
          int s = 0;
          for (int i = 0; i < 4; i++) s = s * 31 + tried(i) + locked(i, "lock");
          return "" + s;
        }
      }
      """;

  /** How many checks of a method's hot copy lie in a try range. */
  private static List<Boolean> covered(Program p, String method) {
    ClassNode tree = new ClassNode();
    new ClassReader(p.weave().get("Main").bytes()).accept(tree, 0);
    List<Boolean> result = new ArrayList<>();
    for (MethodNode m : tree.methods) {
      if (m.name.equals(method) && !m.desc.contains(RuntimeCalls.FRAME_DESCRIPTOR)) {
        for (AbstractInsnNode i : m.instructions) {
          if (i instanceof MethodInsnNode call && call.name.equals(RuntimeCalls.LEAVING)) {
            result.add(m.tryCatchBlocks.stream().anyMatch(t -> covers(m, t, i)));
          }
        }
      }
    }
    return result;
  }

  private static boolean covers(MethodNode m, TryCatchBlockNode t, AbstractInsnNode i) {
    int at = m.instructions.indexOf(i);
    return m.instructions.indexOf(t.start) < at && at < m.instructions.indexOf(t.end);
  }

  @Test
  void checksAreOutside() {
    Program p = Program.java(SOURCE);
    assertThat(covered(p, "tried")).hasSize(4).containsOnly(false);
    assertThat(covered(p, "locked")).containsExactly(true);
  }

  @Test
  void handlersStillHandle() {
    Harness h = new Harness(Program.java(SOURCE).marking(l -> true));
    h.verify();
    h.proveStops(12);
    assertThat(h.pins).isEmpty();
  }
}
