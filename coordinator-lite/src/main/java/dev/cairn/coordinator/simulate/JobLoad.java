package dev.cairn.coordinator.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Jobs that users submit by and by.
 *
 * @param jobs how many
 * @param shortest work of the shortest, in milliseconds
 * @param longest work of the longest; between them all magnitudes are as likely
 * @param within they come evenly within this time from the beginning
 * @param priorities how many parts of them have which priority
 */
public record JobLoad(int jobs, long shortest, long longest, long within, List<Share> priorities) {
  /** So many parts have this priority. */
  public record Share(int priority, int parts) {
    public Share {
      if (parts < 1) {
        throw new IllegalArgumentException("a priority has at least one part, not " + parts);
      }
    }
  }

  /** A job to be. */
  public record Arrival(long at, long work, int priority) {}

  public JobLoad {
    priorities = List.copyOf(priorities);
    if (jobs < 1 || shortest < 1 || longest < shortest || within < 0 || priorities.isEmpty()) {
      throw new IllegalArgumentException("no jobs, or no lengths");
    }
  }

  /** One course of events, by time. */
  public List<Arrival> sample(RandomGenerator random) {
    List<Arrival> arrivals = new ArrayList<>();
    int parts = priorities.stream().mapToInt(Share::parts).sum();
    for (int i = 0; i < jobs; i++) {
      long at = (long) (random.nextDouble() * within);
      double magnitude = random.nextDouble() * StrictMath.log((double) longest / shortest);
      arrivals.add(
          new Arrival(
              at,
              Math.round(shortest * StrictMath.exp(magnitude)),
              priority(random.nextInt(parts))));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }

  private int priority(int part) {
    int left = part;
    for (Share s : priorities) {
      left -= s.parts();
      if (left < 0) {
        return s.priority();
      }
    }
    throw new IllegalStateException("part " + part + " of " + priorities);
  }
}
