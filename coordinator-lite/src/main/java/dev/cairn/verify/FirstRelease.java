package dev.cairn.verify;

import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job that began on another release than a leg's. What the first release made, the
 * job keeps, rightly: its locale data, say. So a leg's state may be that of a run which never left
 * the first release. Made when it is first wanted.
 */
final class FirstRelease {
  /** A run that is never stopped, with snapshots at some safe points. */
  @FunctionalInterface
  interface Reference {
    List<AgentReport.Taken> run(Jdk jdk, long[] points) throws IOException, VerdictException;
  }

  private final Jdk jdk;
  private final long[] points;
  private final Reference reference;
  private @Nullable Map<Long, AgentReport.Taken> taken;

  /** Of a chain that is about to be run. */
  FirstRelease(List<LegPlan> chain, Reference reference) {
    this.jdk = chain.get(0).variant().jdk();
    this.points =
        chain.stream()
            .filter(leg -> !leg.last() && leg.variant().jdk().feature() != jdk.feature())
            .mapToLong(LegPlan::to)
            .toArray();
    this.reference = reference;
  }

  Jdk jdk() {
    return jdk;
  }

  /** Its snapshot where {@code leg} stopped; null where there is none, or it is the leg's own. */
  AgentReport.@Nullable Taken at(LegPlan leg) throws IOException, VerdictException {
    if (leg.variant().jdk().feature() == jdk.feature()) {
      return null;
    }
    if (taken == null) {
      taken =
          reference.run(jdk, points).stream()
              .collect(Collectors.toMap(AgentReport.Taken::reached, Function.identity()));
    }
    return taken.get(leg.to());
  }
}
