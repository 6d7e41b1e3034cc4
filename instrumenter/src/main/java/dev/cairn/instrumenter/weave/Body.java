package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * One copy of a method while it is being woven: its instructions by the indices of the original,
 * its frames, and what is put at its end.
 */
final class Body {
  final MethodWeavePlan plan;
  final MethodNode method;
  final Frames frames;
  final Code tail = new Code();
  final char returnKind;
  final boolean clone;
  private final boolean classConstants;

  private final AbstractInsnNode[] at;
  private final IdentityHashMap<LabelNode, Integer> targets = new IdentityHashMap<>();
  private final Set<FrameNode> declaredFrames = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Integer, LabelNode> news = new HashMap<>();
  private final Map<Integer, LabelNode> headers = new HashMap<>();
  private final MeetingTypes meeting;
  private final Map<Release, LabelNode> releases = new LinkedHashMap<>();
  private final List<TryCatchBlockNode> guards = new ArrayList<>();

  /** A handler that releases locks: of places whose ways may join. */
  private record Release(List<Integer> lockSlots, int group) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Release x && x.lockSlots.equals(lockSlots) && x.group == group;
    }

    @Override
    public int hashCode() {
      return lockSlots.hashCode() * 31 + group;
    }
  }

  private Body(MethodWeavePlan plan, MethodNode copy, boolean clone, boolean classConstants) {
    this.classConstants = classConstants;
    this.plan = plan;
    this.method = copy;
    this.clone = clone;
    this.meeting = new MeetingTypes(plan.analysis().types());
    this.at = copy.instructions.toArray();
    this.returnKind =
        clone && plan.isConstructor()
            ? 'L' // its object
            : RuntimeCalls.returnKind(Type.getReturnType(copy.desc).getDescriptor());
    this.frames =
        new Frames(
            plan.analysis().types().declared(),
            plan.layout().base(),
            extras(plan, clone),
            clone ? plan.constructions() : new BitSet(),
            this::labelOfNew);
    for (int i = 0; i < at.length; i++) {
      if (at[i] instanceof LabelNode label) {
        targets.put(label, plan.analysis().flow().real(i));
      }
    }
    extendFrames();
  }

  /** A fresh copy of the planned method. */
  static Body copy(MethodWeavePlan plan, boolean clone, int classVersion) {
    MethodNode original = plan.analysis().method();
    MethodNode copy =
        new MethodNode(
            ClassTree.API,
            original.access,
            original.name,
            original.desc,
            original.signature,
            original.exceptions == null ? null : original.exceptions.toArray(new String[0]));
    original.accept(copy);
    return new Body(plan, copy, clone, (classVersion & 0xffff) >= Opcodes.V1_5);
  }

  /** Types of the weaver's locals in {@link Layout}'s order. */
  private static List<VType> extras(MethodWeavePlan plan, boolean clone) {
    Layout layout = plan.layout();
    List<VType> result = new ArrayList<>();
    if (layout.countdown() >= 0) {
      result.add(VType.INT);
    }
    if (layout.intLimit() >= 0) {
      result.add(VType.INT);
    }
    if (layout.longLimit() >= 0) {
      result.add(VType.LONG);
      result.add(VType.TOP);
    }
    for (int i = 0; i < layout.shadows().size(); i++) {
      result.add(VType.JAVA_LANG_OBJECT);
    }
    if (layout.methodLock() >= 0) {
      if (clone || !plan.isStatic()) {
        result.add(VType.JAVA_LANG_OBJECT);
      }
    }
    if (clone) {
      result.add(VType.object(RuntimeCalls.FRAME));
      result.add(VType.INT);
    }
    return result;
  }

  private void extendFrames() {
    for (int i = 0; i < at.length; i++) {
      if (at[i] instanceof FrameNode original) {
        if (!frames.hasExtras()) {
          declaredFrames.add(original);
          continue;
        }
        FrameNode extended =
            frames.of(plan.analysis().types().locals(i), plan.analysis().types().stack(i));
        if (extended == null) {
          method.instructions.remove(at[i]);
        } else {
          method.instructions.set(at[i], extended);
          at[i] = extended;
          declaredFrames.add(extended);
        }
      }
    }
  }

  /** Whether the class file may hold class constants (version 49 and later). */
  boolean classConstants() {
    return classConstants;
  }

  AbstractInsnNode at(int index) {
    return at[index];
  }

  void before(int index, Code code) {
    method.instructions.insertBefore(at[index], code.list);
  }

  void after(int index, Code code) {
    method.instructions.insert(at[index], code.list);
  }

  void replace(int index, AbstractInsnNode node) {
    method.instructions.set(at[index], node);
    at[index] = node;
  }

  /** Whether a label of the original names the instruction. */
  boolean names(LabelNode label, int index) {
    return Integer.valueOf(index).equals(targets.get(label));
  }

  /** Whether a frame is one of the original's, with the weaver's locals added. */
  boolean isDeclared(FrameNode frame) {
    return declaredFrames.contains(frame);
  }

  private LabelNode labelOfNew(int index) {
    return news.computeIfAbsent(index, this::labelBefore);
  }

  /** The label to jump to for going to a loop's header. */
  LabelNode header(int index) {
    return headers.computeIfAbsent(index, this::labelBefore);
  }

  private LabelNode labelBefore(int index) {
    LabelNode label = new LabelNode();
    method.instructions.insertBefore(at[index], label);
    return label;
  }

  /** The weaver's locals that hold the given monitors' locks, outermost first. */
  List<Integer> lockSlots(List<Integer> held) {
    List<Integer> result = new ArrayList<>();
    if (clone && plan.isSynchronized()) {
      result.add(plan.layout().methodLock());
    }
    for (int m : held) {
      result.add(plan.layout().shadow(m));
    }
    return result;
  }

  /**
   * Covers code that runs with locks held: without a handler that releases them HotSpot takes the
   * method's monitors for unbalanced, and never compiles it.
   *
   * @param locals types by slot in that code
   */
  void guard(LabelNode start, LabelNode end, List<Integer> lockSlots, List<VType> locals) {
    if (!lockSlots.isEmpty()) {
      Release release = new Release(List.copyOf(lockSlots), group(locals));
      LabelNode handler = releases.computeIfAbsent(release, k -> new LabelNode());
      guards.add(new TryCatchBlockNode(start, end, handler, null));
    }
  }

  /** Which of the places that may share code one with these locals belongs to. */
  int group(List<VType> locals) {
    return meeting.group(locals);
  }

  /** Puts the tail and the guards' handlers at the method's end. */
  void finish() {
    for (Map.Entry<Release, LabelNode> e : releases.entrySet()) {
      // X: [Throwable]  aload lock; monitorexit (innermost first); athrow
      tail.label(e.getValue())
          .frame(frames.of(List.of(), List.of(VType.object("java/lang/Throwable"))));
      release(tail, e.getKey().lockSlots());
      tail.insn(Opcodes.ATHROW);
    }
    method.instructions.add(tail.list);
    method.tryCatchBlocks.addAll(guards);
  }

  /** Releases locks, innermost first. */
  static void release(Code code, List<Integer> lockSlots) {
    for (int i = lockSlots.size() - 1; i >= 0; i--) {
      code.load('L', lockSlots.get(i)).insn(Opcodes.MONITOREXIT);
    }
  }
}
