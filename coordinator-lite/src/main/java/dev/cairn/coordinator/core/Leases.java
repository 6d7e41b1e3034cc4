package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What a host owns.
 *
 * @param jobs their numbers, ascending
 * @param all what they need
 * @param staying what those need that are to go on
 */
record Leases(List<Long> jobs, Amount all, Amount staying) {
  static final Leases NONE = new Leases(List.of(), Amount.NONE, Amount.NONE);

  Leases with(Job job) {
    List<Long> more = new ArrayList<>(jobs);
    more.add(job.id());
    more.sort(null);
    Amount needs = job.spec().needs();
    return new Leases(
        List.copyOf(more), all.plus(needs), stays(job) ? staying.plus(needs) : staying);
  }

  Leases without(Job job) {
    List<Long> fewer = new ArrayList<>(jobs);
    fewer.remove((Long) job.id());
    Amount needs = job.spec().needs();
    return new Leases(
        List.copyOf(fewer), all.minus(needs), stays(job) ? staying.minus(needs) : staying);
  }

  private static boolean stays(Job job) {
    Lease lease = job.lease();
    return lease != null && lease.stop() == null;
  }
}
