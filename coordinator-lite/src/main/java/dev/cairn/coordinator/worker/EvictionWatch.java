package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Looks for a notice of eviction until there is one. */
public final class EvictionWatch implements Runnable {
  private static final long GLANCE_MILLIS = 2_000;

  private final EvictionNotice notice;
  private final Time time;
  private final LongConsumer leaveWithin;
  private final Consumer<String> say;

  /**
   * @param leaveWithin told once how many milliseconds are left
   */
  public EvictionWatch(EvictionNotice notice, LongConsumer leaveWithin, Consumer<String> say) {
    this(notice, Time.REAL, leaveWithin, say);
  }

  EvictionWatch(EvictionNotice notice, Time time, LongConsumer leaveWithin, Consumer<String> say) {
    this.notice = notice;
    this.time = time;
    this.leaveWithin = leaveWithin;
    this.say = say;
  }

  @Override
  public void run() {
    boolean failed = false;
    try {
      while (true) {
        try {
          Duration left = notice.look();
          if (left != null) {
            say.accept(
                notice.name() + ": this machine ends in " + left.toSeconds() + " s: it is drained");
            leaveWithin.accept(left.toMillis());
            return;
          }
          failed = false;
        } catch (IOException | RuntimeException e) { // whatever it is: the next look may succeed
          if (!failed) {
            say.accept("notices of eviction can't be read at " + notice.name() + ": " + why(e));
          }
          failed = true;
        }
        time.sleep(GLANCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String why(Exception e) {
    return e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
  }
}
