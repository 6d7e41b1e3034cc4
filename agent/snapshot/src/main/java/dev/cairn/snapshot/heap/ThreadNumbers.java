package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The counters by which the JDK names threads and pools: Thread-7, pool-2-thread-1, Timer-0. */
final class ThreadNumbers implements JdkSetting {
  /**
   * @param name in the snapshot, the same for all releases
   * @param owner the class that has the field
   * @param field an int, or an AtomicInteger
   */
  private record Counter(String name, String owner, String field) {
    @Nullable Integer get() {
      JdkStatic f = JdkStatic.find(owner, field);
      if (f == null) {
        return null;
      }
      AtomicInteger n = atomic(f);
      return n == null ? Mem.getInt(f.base(), f.offset()) : n.get();
    }

    void set(int v) {
      JdkStatic f = JdkStatic.find(owner, field);
      if (f == null) {
        return; // the other release's
      }
      AtomicInteger n = atomic(f);
      if (n == null) {
        Mem.putInt(f.base(), f.offset(), v);
      } else {
        n.set(v);
      }
    }

    private @Nullable AtomicInteger atomic(JdkStatic f) {
      return ATOMIC.contains(name) && Mem.getRef(f.base(), f.offset()) instanceof AtomicInteger n
          ? n
          : null;
    }
  }

  private static final List<String> ATOMIC = List.of("number.pool", "number.timer");

  private static final List<Counter> COUNTERS =
      List.of(
          new Counter("number.thread", "java.lang.Thread", "threadInitNumber"), // to 18
          new Counter("number.thread", "java.lang.Thread$ThreadNumbering", "next"), // from 19 on
          new Counter(
              "number.pool", "java.util.concurrent.Executors$DefaultThreadFactory", "poolNumber"),
          new Counter("number.forkjoin", "java.util.concurrent.ForkJoinPool", "poolIds"),
          new Counter("number.timer", "java.util.Timer", "nextSerialNumber"));

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    for (Counter c : COUNTERS) {
      Integer n = c.get();
      if (n != null) {
        state.put(c.name, Integer.toString(n));
      }
    }
  }

  @Override
  public void restore(SortedMap<String, String> state, Thread job) {
    for (Counter c : COUNTERS) {
      String n = state.get(c.name);
      if (n != null) {
        initialise(c.owner);
        c.set(number(c.name, n));
      }
    }
  }

  private static void initialise(String owner) {
    try {
      Class.forName(owner, true, null);
    } catch (ClassNotFoundException e) {
      // of another release, whose counter of the same name is in the table
    }
  }

  private static int number(String name, String n) {
    try {
      return Integer.parseInt(n);
    } catch (NumberFormatException e) {
      throw new SnapshotMismatchException("the snapshot's " + name + " is not a number");
    }
  }
}
