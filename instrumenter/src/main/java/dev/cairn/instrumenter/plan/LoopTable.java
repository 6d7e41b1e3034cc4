package dev.cairn.instrumenter.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/** The loops of the application's methods, found when they are asked for. Not thread-safe. */
final class LoopTable {
  private final ClassIndex index;
  private final Map<MethodRef, Optional<MethodLoops>> known = new HashMap<>();

  LoopTable(ClassIndex index) {
    this.index = index;
  }

  /** The method's loops, or null where it has none. */
  @Nullable MethodLoops of(MethodRef method) {
    if (!index.body(method).branchesBack()) {
      return null;
    }
    return known.computeIfAbsent(method, m -> Optional.ofNullable(find(m))).orElse(null);
  }

  private @Nullable MethodLoops find(MethodRef method) {
    MethodNode code = index.tree(method);
    MethodLoops loops = code == null ? null : MethodLoops.of(method, code);
    return loops == null || loops.loops().isEmpty() ? null : loops;
  }
}
