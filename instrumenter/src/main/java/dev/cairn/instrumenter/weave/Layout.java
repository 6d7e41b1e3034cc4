package dev.cairn.instrumenter.weave;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the weaver's own locals lie, above the method's. Each has its type everywhere in the
 * method, from the prologue on, so that every stack map frame ends with them.
 *
 * <pre>
 *   base          base+1 ...              ...          ...     ...      temps ...
 *   [countdown] [limit] [limit]  one shadow per monitor  [methodLock] frame   resume   arguments being moved
 *   int         int     long     Object                  Object       Frame   int      (in no frame)
 *   ---------------------------- both copies ------------------------ clone only -----------------------
 * </pre>
 *
 * @param base the method's own number of slots
 * @param countdown slot of the periodic poll's counter, or -1
 * @param intLimit slot of a strip's limit in loops that count in ints, or -1; no two such loops
 *     nest
 * @param longLimit the same for longs
 * @param shadows slot of each lock's copy, by monitorenter instruction
 * @param methodLock slot of a synchronized method's lock, or -1
 * @param frame the clone's frame
 * @param resume the point that the clone is on its way to, or 0 once it has arrived: id + 1
 * @param temps first slot for values on their way
 */
record Layout(
    int base,
    int countdown,
    int intLimit,
    int longLimit,
    Map<Integer, Integer> shadows,
    int methodLock,
    int frame,
    int resume,
    int temps) {
  Layout {
    shadows = Map.copyOf(shadows);
  }

  static Layout of(
      int base,
      boolean periodic,
      Set<Character> limits,
      List<Integer> monitors,
      boolean methodLock) {
    int next = base;
    int countdown = periodic ? next++ : -1;
    int intLimit = limits.contains('I') ? next++ : -1;
    int longLimit = limits.contains('J') ? next : -1;
    next += limits.contains('J') ? 2 : 0;
    Map<Integer, Integer> shadows = new java.util.TreeMap<>();
    for (int m : monitors) {
      shadows.put(m, next++);
    }
    int lock = methodLock ? next++ : -1;
    return new Layout(
        base, countdown, intLimit, longLimit, shadows, lock, next, next + 1, next + 2);
  }

  /** Slot of a strip's limit in a loop that counts in values of this kind. */
  int limit(char kind) {
    return kind == 'I' ? intLimit : longLimit;
  }

  /** What both copies begin with: the first values of the locals above that need one. */
  Code first() {
    Code code = new Code();
    if (countdown >= 0) {
      code.constant(0).store('I', countdown); // a method that is called often asks at each call
    }
    if (intLimit >= 0) {
      code.zero('I').store('I', intLimit);
    }
    if (longLimit >= 0) {
      code.zero('J').store('J', longLimit);
    }
    for (int slot : shadows.values().stream().sorted().toList()) {
      code.zero('L').store('L', slot);
    }
    return code;
  }

  int shadow(int monitor) {
    Integer slot = shadows.get(monitor);
    if (slot == null) {
      throw new IllegalStateException("no shadow for the monitor at " + monitor);
    }
    return slot;
  }
}
