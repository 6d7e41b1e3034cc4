package dev.cairn.coordinator.core;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of its host: jobs of the same shape suit the same hosts.
 *
 * @param platform the only platform class, or null
 * @param only the only host, or null
 * @param not the only host that won't do, or null
 * @param batch whether an unreliable host will do where there is a reliable one
 */
record Shape(
    Amount needs,
    @Nullable String platform,
    @Nullable String only,
    @Nullable String not,
    boolean batch)
    implements Comparable<Shape> {
  private static final Comparator<String> NAMES = Comparator.nullsFirst(Comparator.naturalOrder());

  static Shape of(Job job) {
    Job.Place place = job.place();
    return new Shape(
        job.spec().needs(),
        job.spec().platform(),
        place.only(),
        place.not(),
        job.priority() <= 0 || place.only() != null);
  }

  /** The same, were it not urgent. */
  Shape asBatch() {
    return new Shape(needs, platform, only, not, true);
  }

  /** Whether a host will do, were it empty. */
  boolean suits(Host host) {
    return host.isOpen()
        && (platform == null || platform.equals(host.platform()))
        && (only == null || only.equals(host.name()))
        && !host.name().equals(not)
        && (batch || !host.reliability().isPoor())
        && needs.fitsIn(host.room());
  }

  @Override
  public int compareTo(Shape other) {
    int order = Integer.compare(needs.slots(), other.needs.slots());
    order = order != 0 ? order : Long.compare(needs.memoryMiB(), other.needs.memoryMiB());
    order = order != 0 ? order : NAMES.compare(platform, other.platform);
    order = order != 0 ? order : NAMES.compare(only, other.only);
    order = order != 0 ? order : NAMES.compare(not, other.not);
    return order != 0 ? order : Boolean.compare(batch, other.batch);
  }
}
