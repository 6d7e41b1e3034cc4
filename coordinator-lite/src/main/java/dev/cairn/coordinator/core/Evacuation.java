package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which jobs of a host are saved before a deadline. Where there isn't time for all, those are whose
 * work would be the greatest loss; the others run on until then, and are given up.
 *
 * @param host the host that is emptied
 * @param withinMillis in how much time
 * @param bytesPerMilli what goes from there to the coordinator
 * @param jobs all that it owns, by number
 */
public record Evacuation(String host, long withinMillis, long bytesPerMilli, List<Saving> jobs) {
  /** Of the time, what is kept back for what can't be foreseen: one part of this many. */
  private static final int RESERVE = 10;

  /** What a line of 100 Mbit/s carries: for a host that hasn't sent anything yet. */
  private static final long UNKNOWN_LINK = 12_500;

  /** Of a job that says neither by what it sent nor by what it needs how much it is. */
  private static final long UNKNOWN_BYTES = 64 << 20;

  private static final long UNKNOWN_WRITE = 1_000;
  private static final int GRAIN = 16;
  private static final int FINEST = 4_096;
  private static final int COARSEST = 64;
  private static final int AFFORDED = 1 << 22;

  /**
   * A job to be saved, or not.
   *
   * @param job its number
   * @param priority its own; it doesn't count here
   * @param atRiskMillis the slots' time since what is safe of it
   * @param bytes of chunks that the coordinator hasn't, as far as is known
   * @param writeMillis how long its snapshot takes to write
   * @param saved whether there is time for it
   */
  public record Saving(
      long job, int priority, long atRiskMillis, long bytes, long writeMillis, boolean saved) {
    private static Saving of(State state, Job job, Lease lease) {
      boolean begun = lease.started() >= 0;
      Job.Work work = job.work();
      long safe = Math.max(lease.started(), work.checkedInAt());
      return new Saving(
          job.id(),
          job.priority(),
          begun ? Math.max(0, state.time() - safe) * job.spec().needs().slots() : 0,
          begun ? volume(job) : 0,
          begun ? (work.writeMillis() > 0 ? work.writeMillis() : UNKNOWN_WRITE) : 0,
          lease.stop() != null);
    }

    private static long volume(Job job) {
      Report report = job.work().report();
      Report.Sent sent = report == null ? null : report.sent();
      long memory = job.spec().needs().memoryMiB() << 20;
      return sent != null ? sent.bytes() : memory > 0 ? memory : UNKNOWN_BYTES;
    }

    private Saving chosen() {
      return new Saving(job, priority, atRiskMillis, bytes, writeMillis, true);
    }
  }

  /**
   * Decides for a host that is to be empty within so many milliseconds.
   *
   * @throws RefusedException there is no such host
   */
  public static Evacuation of(State state, String host, long withinMillis) {
    Requests.host(state, host);
    List<Saving> all = savings(state, host);
    long link = link(state, host);
    return new Evacuation(
        host, withinMillis, link, best(all, withinMillis - withinMillis / RESERVE, link));
  }

  private static List<Saving> savings(State state, String host) {
    List<Saving> all = new ArrayList<>();
    for (Job job : state.leasedTo(host)) {
      Lease lease = job.lease();
      if (lease != null) {
        all.add(Saving.of(state, job, lease));
      }
    }
    return all;
  }

  /** In how many milliseconds all jobs of a host can be saved, as far as is known. */
  static long needed(State state, String host) {
    long time = time(savings(state, host), link(state, host));
    return time + (time + RESERVE - 2) / (RESERVE - 1);
  }

  /** In how many milliseconds all are written and sent. */
  private static long time(List<Saving> all, long link) {
    long write = all.stream().mapToLong(Saving::writeMillis).max().orElse(0);
    long bytes = all.stream().mapToLong(Saving::bytes).sum();
    return write + (bytes + link - 1) / link;
  }

  /** What a host sends in a millisecond: as fast as any of its jobs' generations went. */
  private static long link(State state, String host) {
    long best = 0;
    for (Job job : state.leasedTo(host)) {
      Report report = job.work().report();
      Report.Sent sent = report == null ? null : report.sent();
      if (sent != null && sent.bytes() > 0) {
        best = Math.max(best, Math.max(1, sent.bytes() / Math.max(1, sent.millis())));
      }
    }
    return best == 0 ? UNKNOWN_LINK : best;
  }

  /**
   * Snapshots are written at the same time, then sent; so for each time that the slowest may take
   * to write, the best choice of those that write no slower is made for the rest.
   */
  private static List<Saving> best(List<Saving> all, long time, long link) {
    if (time(all, link) <= time) { // no choice, whose volumes are rounded, is needed
      return all.stream().map(Saving::chosen).toList();
    }
    List<Saving> best = all;
    for (long write : slowest(all, time)) {
      List<Saving> choice = choice(all, write, (time - write) * link);
      best = value(choice) > value(best) ? choice : best;
    }
    return best;
  }

  /** Times to write that there is time for; of those that are nearly the same the longest. */
  private static Collection<Long> slowest(List<Saving> all, long time) {
    Map<Long, Long> longest = new TreeMap<>();
    for (Saving s : all) {
      if (s.writeMillis() <= time) {
        longest.merge(s.writeMillis() * GRAIN / Math.max(1, time), s.writeMillis(), Math::max);
      }
    }
    return longest.values();
  }

  /** The best of those that write no slower, where so many bytes can be sent. */
  private static List<Saving> choice(List<Saving> all, long write, long bytes) {
    long stopping = all.stream().filter(Saving::saved).mapToLong(Saving::bytes).sum();
    long left = Math.max(0, bytes - stopping);
    List<Integer> places = new ArrayList<>();
    List<Knapsack.Item> items = new ArrayList<>();
    int limit = Math.max(COARSEST, Math.min(FINEST, AFFORDED / square(all.size())));
    long unit = Math.max(1, (left + limit - 1) / limit);
    for (int i = 0; i < all.size(); i++) {
      Saving s = all.get(i);
      if (!s.saved() && s.writeMillis() <= write && s.bytes() <= left) {
        places.add(i);
        // Worth more than nothing, so that what costs nothing is not left behind.
        items.add(new Knapsack.Item(s.atRiskMillis() + 1, units(s.bytes(), unit)));
      }
    }
    int room = (int) (left / unit);
    BitSet chosen = Knapsack.best(items, room, (count, volume) -> volume <= room);
    List<Saving> result = new ArrayList<>(all);
    chosen.stream().map(places::get).forEach(i -> result.set(i, all.get(i).chosen()));
    return result;
  }

  private static int square(int n) {
    return Math.max(1, Math.min(n, 1 << 15) * Math.min(n, 1 << 15));
  }

  /** Rounded up: it never looks smaller than it is. */
  private static int units(long bytes, long unit) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + unit - 1) / unit);
  }

  private static long value(List<Saving> choice) {
    return choice.stream().filter(Saving::saved).mapToLong(s -> s.atRiskMillis() + 1).sum();
  }
}
