package dev.cairn.instrumenter.weave;

import java.util.List;
import java.util.Map;

/**
 * Where the weaver's own locals lie, above the method's. Each has its type everywhere in the
 * method, from the prologue on, so that every stack map frame ends with them.
 *
 * <pre>
 *   base          base+1 ...              ...          ...     ...      temps ...
 *   [countdown]   one shadow per monitor  [methodLock] frame   resume   arguments being moved
 *   int           Object                  Object       Frame   int      (in no frame)
 *   ------------- both copies -------------------------------  clone only -----------------------
 * </pre>
 *
 * @param base the method's own number of slots
 * @param countdown slot of the periodic poll's counter, or -1
 * @param shadows slot of each lock's copy, by monitorenter instruction
 * @param methodLock slot of a synchronized method's lock, or -1
 * @param frame the clone's frame
 * @param resume the point that the clone is on its way to, or 0 once it has arrived: id + 1
 * @param temps first slot for values on their way
 */
record Layout(
    int base,
    int countdown,
    Map<Integer, Integer> shadows,
    int methodLock,
    int frame,
    int resume,
    int temps) {
  Layout {
    shadows = Map.copyOf(shadows);
  }

  static Layout of(int base, boolean periodic, List<Integer> monitors, boolean methodLock) {
    int next = base;
    int countdown = periodic ? next++ : -1;
    Map<Integer, Integer> shadows = new java.util.TreeMap<>();
    for (int m : monitors) {
      shadows.put(m, next++);
    }
    int lock = methodLock ? next++ : -1;
    return new Layout(base, countdown, shadows, lock, next, next + 1, next + 2);
  }

  int shadow(int monitor) {
    Integer slot = shadows.get(monitor);
    if (slot == null) {
      throw new IllegalStateException("no shadow for the monitor at " + monitor);
    }
    return slot;
  }
}
