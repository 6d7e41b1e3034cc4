package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * Hosts by how much there is on them: found by what is needed in logarithmic time, however many
 * there are. Immutable.
 */
record Capacity(SortedTable<Key, String> hosts) {
  static final Capacity NONE = new Capacity(SortedTable.empty());

  /** By platform class; of each the one with most slots first, of these that with most memory. */
  record Key(String platform, int slots, long memoryMiB, String host) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = platform.compareTo(other.platform);
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
        : new Key(host.platform(), there.slots(), there.memoryMiB(), host.name());
  }

  /**
   * The host with most slots, of these that with most memory, among those that have what is needed.
   *
   * @param platform the only platform class, or null for any
   * @param not a host that doesn't count, or null
   */
  @Nullable String best(Amount needs, @Nullable String platform, @Nullable String not) {
    Key best = null;
    Key at = platform == null ? hosts.first() : hosts.ceiling(top(platform, Integer.MAX_VALUE));
    while (at != null && (platform == null || at.platform.equals(platform))) {
      if (at.slots < needs.slots() || (best != null && at.slots <= best.slots)) {
        at = hosts.ceiling(top(at.platform + '\0', Integer.MAX_VALUE));
      } else if (at.memoryMiB < needs.memoryMiB()) {
        at = hosts.ceiling(top(at.platform, at.slots - 1));
      } else if (at.host.equals(not)) {
        at = hosts.higher(at);
      } else {
        best = at;
      }
    }
    return best == null ? null : best.host;
  }

  /** Before all of a platform class that have no more slots. */
  private static Key top(String platform, int slots) {
    return new Key(platform, slots, Long.MAX_VALUE, "");
  }
}
