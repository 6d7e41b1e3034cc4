package dev.cairn.coordinator.core;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of its host: jobs of the same shape suit the same hosts.
 *
 * @param platform the only platform class, or null
 * @param only the only host, or null
 * @param not the only host that won't do, or null
 */
record Shape(Amount needs, @Nullable String platform, @Nullable String only, @Nullable String not)
    implements Comparable<Shape> {
  private static final Comparator<String> NAMES = Comparator.nullsFirst(Comparator.naturalOrder());

  static Shape of(Job job) {
    Job.Place place = job.place();
    return new Shape(job.spec().needs(), job.spec().platform(), place.only(), place.not());
  }

  /** Whether a host will do, were it empty. */
  boolean suits(Host host) {
    return host.isOpen()
        && (platform == null || platform.equals(host.platform()))
        && (only == null || only.equals(host.name()))
        && !host.name().equals(not)
        && needs.fitsIn(host.room());
  }

  @Override
  public int compareTo(Shape other) {
    int order = Integer.compare(needs.slots(), other.needs.slots());
    order = order != 0 ? order : Long.compare(needs.memoryMiB(), other.needs.memoryMiB());
    order = order != 0 ? order : NAMES.compare(platform, other.platform);
    order = order != 0 ? order : NAMES.compare(only, other.only);
    return order != 0 ? order : NAMES.compare(not, other.not);
  }
}
