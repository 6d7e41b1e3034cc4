package dev.cairn.instrumenter.sample;

import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.plan.MethodLoops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** All loops of the classes loaded so far. Thread-safe. */
public final class ProgramLoops {
  private final int most;
  private final Map<String, List<ProgramLoop>> byMethod = new HashMap<>();
  private final EarlyCode early = new EarlyCode();
  private int count;

  /**
   * @param most loops that are counted; later ones are not known
   */
  public ProgramLoops(int most) {
    this.most = most;
  }

  /**
   * Takes up a method's loops.
   *
   * @param overloaded whether the class has another method of that name
   * @return the first one's number, the others follow; -1 where there is no room for them
   */
  synchronized int add(MethodLoops loops, boolean overloaded) {
    if (count + loops.loops().size() > most) {
      return -1;
    }
    int first = count;
    String owner = loops.method().owner().replace('/', '.');
    List<ProgramLoop> known =
        byMethod.computeIfAbsent(key(owner, loops.method().name()), k -> new ArrayList<>());
    for (Loop loop : loops.loops()) {
      known.add(
          new ProgramLoop(
              count++,
              owner,
              loops.method().name(),
              loop.line(),
              loop.depth(),
              loops.lines(loop),
              loops.specification(loop, overloaded),
              loop.notMarkable()));
    }
    return first;
  }

  /** Takes up what a constructor does before it calls {@code super(...)}. */
  synchronized void addConstructor(ClassNode owner, MethodNode constructor) {
    early.add(owner, constructor);
  }

  /** Whether a frame of the program's can't be saved while it calls the next one. */
  synchronized boolean pins(SampledFrame frame, SampledFrame callee) {
    return frame.method().equals("<clinit>") || early.calls(frame, callee);
  }

  /**
   * The loops that a frame stands in, outermost first; all of the method's where no line is told.
   */
  synchronized List<ProgramLoop> around(SampledFrame frame) {
    return byMethod.getOrDefault(key(frame.className(), frame.method()), List.of()).stream()
        .filter(l -> l.lines().isEmpty() || l.lines().contains(frame.line()))
        .sorted((a, b) -> Integer.compare(a.depth(), b.depth()))
        .toList();
  }

  private static String key(String owner, String method) {
    return owner + "#" + method;
  }
}
