package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * Hosts by how much there is on them: found by what is needed in logarithmic time, however many
 * there are. Immutable.
 */
record Capacity(SortedTable<Key, String> hosts) {
  static final Capacity NONE = new Capacity(SortedTable.empty());

  /**
   * By platform class, reliable ones first; of each the one with most slots first, of these that
   * with most memory.
   */
  record Key(String platform, boolean poor, int slots, long memoryMiB, String host)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = platform.compareTo(other.platform);
      order = order != 0 ? order : Boolean.compare(poor, other.poor);
      order = order != 0 ? order : Integer.compare(other.slots, slots);
      order = order != 0 ? order : Long.compare(other.memoryMiB, memoryMiB);
      return order != 0 ? order : host.compareTo(other.host);
    }
  }

  boolean isEmpty() {
    return hosts.isEmpty();
  }

  /** With so much on a host instead of what there was before; one without a slot isn't kept. */
  Capacity changed(Host host, @Nullable Amount before, @Nullable Amount after) {
    Key old = key(host, before);
    Key key = key(host, after);
    if (old == null ? key == null : old.equals(key)) {
      return this;
    }
    SortedTable<Key, String> rest = old == null ? hosts : hosts.without(old);
    return new Capacity(key == null ? rest : rest.with(key, key.host));
  }

  private static @Nullable Key key(Host host, @Nullable Amount there) {
    return there == null || there.slots() < 1
        ? null
        : new Key(
            host.platform(),
            host.reliability().isPoor(),
            there.slots(),
            there.memoryMiB(),
            host.name());
  }

  /**
   * The host with most slots, of these that with most memory, among those that have what is needed.
   *
   * @param shape of a job that names no host to run on
   */
  @Nullable String best(Shape shape) {
    Amount needs = shape.needs();
    String platform = shape.platform();
    Key best = null;
    Key at = platform == null ? hosts.first() : hosts.ceiling(top(platform, false));
    while (at != null && (platform == null || at.platform.equals(platform))) {
      if ((at.poor && !shape.batch())
          || at.slots < needs.slots()
          || (best != null && at.slots <= best.slots)) {
        at = hosts.ceiling(at.poor ? top(at.platform + '\0', false) : top(at.platform, true));
      } else if (at.memoryMiB < needs.memoryMiB()) {
        at = hosts.ceiling(top(at.platform, at.poor, at.slots - 1));
      } else if (at.host.equals(shape.not())) {
        at = hosts.higher(at);
      } else {
        best = at;
      }
    }
    return best == null ? null : best.host;
  }

  private static Key top(String platform, boolean poor) {
    return top(platform, poor, Integer.MAX_VALUE);
  }

  /** Before all of a platform class, reliable or not, that have no more slots. */
  private static Key top(String platform, boolean poor, int slots) {
    return new Key(platform, poor, slots, Long.MAX_VALUE, "");
  }
}
