package dev.cairn.coordinator.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When which hosts are there.
 *
 * @param hosts by name
 */
public record Availability(List<Host> hosts) {
  /**
   * One host.
   *
   * @param up by time, none touching another
   */
  public record Host(String name, List<Span> up) {}

  /** From, and until just before, in milliseconds. */
  public record Span(long from, long until) {
    public Span {
      if (from < 0 || until <= from) {
        throw new IllegalArgumentException(
            "from "
                + from
                + " until "
                + until
                + " is no time: until must be later, from not below 0");
      }
    }
  }

  /** Of spans in any order; touching ones are one. */
  public static Availability of(Map<String, List<Span>> spans) {
    List<Host> hosts = new ArrayList<>();
    new TreeMap<>(spans).forEach((name, up) -> hosts.add(new Host(name, joined(name, up))));
    return new Availability(List.copyOf(hosts));
  }

  private static List<Span> joined(String host, List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(Span::from));
    List<Span> up = new ArrayList<>();
    for (Span next : sorted) {
      Span last = up.isEmpty() ? null : up.get(up.size() - 1);
      if (last != null && next.from() < last.until()) {
        throw new IllegalArgumentException(
            host + " is there twice: " + last + " and " + next + " overlap");
      }
      if (last != null && next.from() == last.until()) {
        up.set(up.size() - 1, new Span(last.from(), next.until()));
      } else {
        up.add(next);
      }
    }
    return List.copyOf(up);
  }

  /** When the last host leaves. */
  public long end() {
    return hosts.stream()
        .filter(h -> !h.up().isEmpty())
        .mapToLong(h -> h.up().get(h.up().size() - 1).until())
        .max()
        .orElse(0);
  }

  /** Milliseconds of all hosts until then. */
  public long millis(long end) {
    long sum = 0;
    for (Host host : hosts) {
      for (Span s : host.up()) {
        sum += Math.max(0, Math.min(end, s.until()) - s.from());
      }
    }
    return sum;
  }
}
