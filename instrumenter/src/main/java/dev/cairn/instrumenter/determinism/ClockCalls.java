package dev.cairn.instrumenter.determinism;

import java.util.Map;

/** {@code time=job}: what is asked of the host's clock is asked of the job's. */
final class ClockCalls {
  private static final String CLOCK = "dev/cairn/runtime/JobClock";

  static final Substitution SUBSTITUTION =
      Substitution.of(
          Map.of(
              StaticCall.parse("java/lang/System.nanoTime()J"),
              StaticCall.parse(CLOCK + ".nanoTime()J"),
              StaticCall.parse("java/lang/System.currentTimeMillis()J"),
              StaticCall.parse(CLOCK + ".currentTimeMillis()J")));

  private ClockCalls() {}
}
