package dev.cairn.snapshot.heap;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job's live threads beside its own, which are roots of its state as they are of the JVM's.
 *
 * @param threads to be captured, or the list that takes those restored
 */
record IdleThreads(List<Thread> threads) implements JobSlots.Slot {
  @Override
  public String name() {
    return "the job's other threads";
  }

  @Override
  public Class<?> type() {
    return Thread[].class;
  }

  @Override
  public @Nullable Object reference() {
    return threads.isEmpty() ? null : threads.toArray(Thread[]::new);
  }

  @Override
  public void put(@Nullable Object v) {
    if (v instanceof Thread[] restored) {
      threads.addAll(Arrays.asList(restored));
    }
  }
}
