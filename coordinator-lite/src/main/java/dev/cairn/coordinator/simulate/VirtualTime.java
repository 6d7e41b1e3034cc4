package dev.cairn.coordinator.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, and when: time goes by only when the next of it is let happen. */
public final class VirtualTime {
  private record Due(long time, long number, Runnable what) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::number));
  private long scheduled;
  private long now;

  public long now() {
    return now;
  }

  /** Lets something happen so much later; of what is due at once, the first asked for is first. */
  public void after(long millis, Runnable what) {
    at(now + millis, what);
  }

  /** Lets something happen then, or now where that is past. */
  public void at(long then, Runnable what) {
    queue.add(new Due(Math.max(now, then), scheduled++, what));
  }

  /** Lets the next thing happen; false where there is none. */
  public boolean step() {
    Due due = queue.poll();
    if (due == null) {
      return false;
    }
    now = due.time;
    due.what.run();
    return true;
  }
}
