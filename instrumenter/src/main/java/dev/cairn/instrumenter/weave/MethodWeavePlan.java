package dev.cairn.instrumenter.weave;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * All that is decided about one method before anything is emitted. Immutable; {@link PlanDump}
 * prints it.
 *
 * @param analysis what it was decided from
 * @param key name and descriptor
 * @param root whether the job may live in the method
 * @param points all points, by id
 * @param stages the state that the clone needs at each stage, its monitor's lock not included
 * @param constructions the {@code new} instructions whose object is uninitialized at some point:
 *     the clone creates it right before its constructor is called
 * @param storageForms the instructions whose floating-point result is stored and loaded again
 * @param layout the weaver's own locals
 * @param saving how the copies save
 */
record MethodWeavePlan(
    MethodAnalysis analysis,
    String key,
    boolean root,
    List<Point> points,
    Map<Stage, State> stages,
    BitSet constructions,
    SortedMap<Integer, Character> storageForms,
    Layout layout,
    Saving saving) {
  MethodWeavePlan {
    points = List.copyOf(points);
    storageForms = Collections.unmodifiableSortedMap(new TreeMap<>(storageForms));
  }

  MethodWeavePlan with(Saving other) {
    return new MethodWeavePlan(
        analysis, key, root, points, stages, constructions, storageForms, layout, other);
  }

  boolean isSynchronized() {
    return (analysis.method().access & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  boolean isConstructor() {
    return analysis.method().name.equals("<init>");
  }

  boolean isStatic() {
    return (analysis.method().access & Opcodes.ACC_STATIC) != 0;
  }

  State stage(Stage stage) {
    State state = stages.get(stage);
    if (state == null) {
      throw new IllegalStateException("no state for " + stage);
    }
    return state;
  }

  WovenMethodInfo info(String cloneName, String cloneDescriptor) {
    Set<String> calls = new TreeSet<>();
    for (Point p : points) {
      if (p.kind() == PointKind.CALL
          && analysis.method().instructions.get(p.at()) instanceof MethodInsnNode call) {
        calls.add(MethodPlanner.checkedKey(call));
      }
    }
    return new WovenMethodInfo(
        key, cloneName, cloneDescriptor, root, calls, points.stream().map(Point::info).toList());
  }
}
