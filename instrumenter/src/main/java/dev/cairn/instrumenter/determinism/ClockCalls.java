package dev.cairn.instrumenter.determinism;

import java.util.HashMap;
import java.util.Map;

/**
 * {@code time=job}: what is asked of the host's clock is asked of the job's, and who sleeps lets it
 * go on.
 */
final class ClockCalls {
  private static final String CLOCK = "dev/cairn/runtime/JobClock";

  static final Substitution ALL =
      Substitution.of(
          clock(
              "java/lang/System.nanoTime()J",
              "java/lang/System.currentTimeMillis()J",
              "jdk/internal/misc/VM.getNanoTimeAdjustment(J)J",
              "java/lang/Thread.sleep(J)V",
              "java/lang/Thread.sleep(JI)V",
              "java/util/concurrent/locks/LockSupport.parkNanos(J)V",
              "java/util/concurrent/locks/LockSupport.parkNanos(Ljava/lang/Object;J)V"));

  /** What a class of the JDK asks when it is initialised is no question of the job's. */
  static final Substitution IN_JDK = ALL.outsideInitialisers();

  private ClockCalls() {}

  private static Map<StaticCall, StaticCall> clock(String... calls) {
    Map<StaticCall, StaticCall> result = new HashMap<>();
    for (String text : calls) {
      StaticCall call = StaticCall.parse(text);
      result.put(call, new StaticCall(CLOCK, call.name(), call.descriptor()));
    }
    return result;
  }
}
