package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.Jdk;
import dev.cairn.verify.Bisection.Bounds;
import dev.cairn.verify.Bisection.Look;
import dev.cairn.verify.JobRunner.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the safe point at which a leg parts from the run that never stops: the leg is run again
 * from the snapshot it went on from, and stopped at one safe point; what never stops is run again
 * from C0, with snapshots at several.
 */
final class PartingSearch {
  private final JobRunner runner;
  private final StateComparison states;
  private final Consumer<String> progress;
  private final long safePoints;

  /**
   * @param safePoints of the whole run
   */
  PartingSearch(
      JobRunner runner, StateComparison states, Consumer<String> progress, long safePoints) {
    this.runner = runner;
    this.states = states;
    this.progress = progress;
    this.safePoints = safePoints;
  }

  /**
   * Where the states of {@code leg}, the last that was run, part.
   *
   * @param from the snapshot it went on from, or null
   * @param first the JDK on which the job began: what that made, later legs keep, rightly
   * @param difference the first one where the leg ended; null where it did not get there
   */
  Parting of(LegPlan leg, @Nullable String from, Jdk first, @Nullable Difference difference)
      throws IOException, VerdictException {
    Both runs = new Both(leg, from, first);
    Bisection bisection = new Bisection(runs);
    Bounds bounds = new Bounds(leg.from(), end(leg), difference);
    if (leg.last()) { // more often than not the states are right, and only what came out is not
      bounds = bisection.round(bounds, List.of(safePoints));
    }
    if (bounds.low() < safePoints) {
      bounds = bisection.narrow(bounds);
    }
    Long parted = bounds.high() > safePoints ? null : Long.valueOf(bounds.high());
    return new Parting(leg.from(), leg.variant().toString(), bounds.low(), parted, bounds.atHigh());
  }

  private static long end(LegPlan leg) {
    return leg.last() ? leg.to() + 1 : leg.to();
  }

  /** The leg, and what never stops. */
  private final class Both implements Bisection.Runs {
    private final LegPlan leg;
    private final @Nullable String from;
    private final List<Jdk> jdks;
    private final List<List<AgentReport.Taken>> references = new ArrayList<>();
    private int rounds;

    Both(LegPlan leg, @Nullable String from, Jdk first) {
      this.leg = leg;
      this.from = from;
      Jdk own = leg.variant().jdk();
      this.jdks = own.feature() == first.feature() ? List.of(own) : List.of(own, first);
    }

    @Override
    public List<Long> prepare(List<Long> wanted) throws IOException, VerdictException {
      rounds++;
      for (List<AgentReport.Taken> older : references) {
        forget(older);
      }
      references.clear();
      for (Jdk jdk : jdks) {
        progress.accept(
            "looking for where they part: the reference in "
                + jdk
                + " once more, between safe points "
                + wanted.get(0)
                + " and "
                + wanted.get(wanted.size() - 1));
        references.add(reference(jdk, wanted));
      }
      return references.get(0).stream().map(AgentReport.Taken::reached).toList();
    }

    private List<AgentReport.Taken> reference(Jdk jdk, List<Long> wanted)
        throws IOException, VerdictException {
      AgentOptions options = runner.counting().with("keep", wanted.size());
      int last = wanted.size() - 1;
      if (last > 0) {
        options =
            options.with(
                "snapshot-at",
                wanted.subList(0, last).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(":")));
      }
      return runner
          .whole(
              String.format(Locale.ROOT, "reference-%d-round-%d", jdk.feature(), rounds),
              new JvmVariant(jdk, List.of(), 0),
              options.with("stop-at", wanted.get(last)))
          .taken();
    }

    @Override
    public Look at(long point) throws IOException, VerdictException {
      progress.accept("looking for where they part: the leg once more, to safe point " + point);
      Run run =
          runner.legAgain(
              String.format(Locale.ROOT, "leg-%06d-to-%d", leg.from(), point),
              leg.variant(),
              runner
                  .counting()
                  .with("keep", 1)
                  .with("perturb", leg.variant().perturbation())
                  .with("resume", from)
                  .with("stop-at", point - leg.from()));
      List<AgentReport.Taken> taken = run.taken();
      if (run.exit() != ExitCode.STOPPED.code() || taken.isEmpty()) {
        return run.agentFailed() || run.refusal().isPresent()
            ? new Look.Unknown()
            : new Look.Part(null); // it ended before it came there
      }
      return taken.get(0).reached() == point ? compared(taken.get(0)) : new Look.Unknown();
    }

    private Look compared(AgentReport.Taken there) throws IOException {
      Difference difference = null;
      for (List<AgentReport.Taken> reference : references) {
        Optional<AgentReport.Taken> expected =
            reference.stream().filter(t -> t.reached() == there.reached()).findFirst();
        Optional<Mismatch> mismatch = states.compare(expected.orElse(null), there);
        if (mismatch.isEmpty()) {
          forget(List.of(there));
          return new Look.Agree();
        }
        difference = difference == null ? mismatch.get().first() : difference;
      }
      return new Look.Part(difference);
    }
  }

  /** Snapshots may be large. */
  private static void forget(List<AgentReport.Taken> taken) throws IOException {
    for (AgentReport.Taken t : taken) {
      if (t.file() != null) {
        Path directory = Path.of(t.file()).getParent();
        if (directory != null) {
          FileTree.delete(directory);
        }
      }
    }
  }
}
