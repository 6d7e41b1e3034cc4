package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.simulate.Availability.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Hosts as Beberg and Pande's Storage@home monitor saw 169 of them: a share is highly available
 * (theirs: three quarters), the rest comes and goes; each may be lost for good, new ones most
 * likely (5 % a day at first, below 1 % after 21 days, 0.7 % from 60 on). In a lost one's place
 * comes a new one within some days, so that their number stays about the same.
 *
 * <p>Not from their figures, but assumed: for how long a host is there and away at a time. A steady
 * one is away for half an hour each five days, another one is there for {@link #SESSION} and away
 * for {@link #AWAY} (a machine that is used by day).
 *
 * @param places hosts at a time
 * @param steady the share of highly available ones
 * @param end until when, in milliseconds
 */
public record VolunteerHosts(int places, double steady, long end) {
  /** What a third party measured. */
  public static final double STEADY = 0.75;

  static final Duration SESSION = Duration.ofHours(4);
  static final Duration AWAY = Duration.ofHours(8);
  private static final Duration STEADY_SESSION = Duration.ofDays(5);
  private static final Duration STEADY_AWAY = Duration.ofMinutes(30);
  private static final Duration REPLACED_AFTER = Duration.ofDays(1);
  private static final double DAY = Duration.ofDays(1).toMillis();

  public VolunteerHosts {
    if (places < 1 || steady < 0 || steady > 1 || end <= 0) {
      throw new IllegalArgumentException("no hosts, no share, or no time");
    }
  }

  /**
   * The part of hosts of an age, in days, that are lost for good in a day: {@code 0.7 % + 4.3 % *
   * exp(-age / 7.4)} meets the three figures.
   */
  static double lossPerDay(double age) {
    return 0.007 + 0.043 * StrictMath.exp(-age / 7.4);
  }

  /** One course of events. */
  public Availability sample(RandomGenerator random) {
    Map<String, List<Span>> hosts = new TreeMap<>();
    int digits = Integer.toString(places - 1).length();
    for (int place = 0; place < places; place++) {
      String name = String.format(Locale.ROOT, "host%0" + digits + "d", place);
      boolean isSteady = place < Math.round(places * steady);
      long born = 0;
      for (int successor = 0; born < end; successor++) {
        long lost = Math.min(end, born + lifetime(random));
        List<Span> up = sessions(born, lost, isSteady, random);
        if (!up.isEmpty()) {
          hosts.put(successor == 0 ? name : name + "-" + (successor + 1), up);
        }
        born = lost + 1 + exponential(REPLACED_AFTER, random);
      }
    }
    return Availability.of(hosts);
  }

  /** Each day is survived or not: the hazard of that day is the chance of being lost in it. */
  private static long lifetime(RandomGenerator random) {
    for (int age = 0; ; age++) {
      double u = random.nextDouble();
      double loss = lossPerDay(age);
      if (u < loss) {
        return Math.max(1, (long) ((age + u / loss) * DAY));
      }
    }
  }

  private static List<Span> sessions(
      long born, long lost, boolean isSteady, RandomGenerator random) {
    Duration session = isSteady ? STEADY_SESSION : SESSION;
    Duration away = isSteady ? STEADY_AWAY : AWAY;
    List<Span> up = new ArrayList<>();
    long at = born;
    if (random.nextDouble() >= (double) session.toMillis() / session.plus(away).toMillis()) {
      at += exponential(away, random); // it is away at first
    }
    while (at < lost) {
      long until = Math.min(lost, at + 1 + exponential(session, random));
      up.add(new Span(at, until));
      at = until + 1 + exponential(away, random);
    }
    return up;
  }

  private static long exponential(Duration mean, RandomGenerator random) {
    return (long) (-StrictMath.log(1 - random.nextDouble()) * mean.toMillis());
  }
}
