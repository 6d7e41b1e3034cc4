package dev.cairn.snapshot.heap;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.Deque;

/** The path from a root to an object of a walk, as a person reads it. */
final class PathTo {
  private final HeapWalk walk;

  PathTo(HeapWalk walk) {
    this.walk = walk;
  }

  /**
   * Such as {@code "frame com.acme.Main.run(): local conn -> com.acme.Pool.socket"}.
   *
   * @param parentNumber from where it was discovered, as {@link HeapWalk#parent} gives it
   */
  String object(int parentNumber, Object o) {
    Deque<String> steps = new ArrayDeque<>();
    Object child = o;
    int n = parentNumber;
    while (n > 0) {
      Object parent = walk.object(n);
      steps.addFirst(step(parent, child));
      child = parent;
      n = walk.parent(n);
    }
    StringBuilder path = new StringBuilder(walk.rootLabel(-1 - n));
    steps.forEach(s -> path.append(" -> ").append(s));
    return path.toString();
  }

  private String step(Object parent, Object child) {
    if (parent instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        if (array[i] == child) {
          return parent.getClass().getComponentType().getTypeName() + "[" + i + "]";
        }
      }
    }
    for (Shape.Slot s : walk.slots(parent)) {
      if (s.kind() == 'L' && holds(parent, s, child)) {
        return s.entry().toString();
      }
    }
    if (parent instanceof ClassValue) {
      return ClassValues.VALUES.toString();
    }
    if (parent instanceof ClassLoader) {
      return parent.getClass().getName() + " (what it defined)";
    }
    return parent.getClass().getName() + " (value in the job's thread)";
  }

  private static boolean holds(Object parent, Shape.Slot s, Object child) {
    if (s.view() instanceof OtherForm form) {
      try {
        return form.get(parent) == child;
      } catch (SlotView.RefusedValueException e) {
        return false; // what is refused is another field of the same object
      }
    }
    return s.view() == null
        ? Mem.getRef(s.home(parent), s.offset()) == child
        : parent instanceof Reference<?>
            && s.entry().name().equals("referent")
            && Referents.of(parent) == child;
  }
}
