package dev.cairn.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Runs a job whole, then in pieces, and compares: what it prints, its exit code, and its state at
 * every place where it was cut. The job's time is its own, since clocks it read are part of its
 * state. Knows nothing of {@code cairn verify}: each checks the other.
 */
public final class Pieces {
  private final Job job;
  private final Path folder;
  private final Jvm undisturbed;
  private final Outcome plain;
  private final long safePoints;

  /** Runs the job plain, and whole under the agent; both must print the same. */
  public Pieces(Job job, Path folder) {
    this(job, folder, Jvm.light(Jdk.current()));
  }

  /**
   * @param undisturbed what the runs that are never stopped run on
   */
  public Pieces(Job job, Path folder, Jvm undisturbed) {
    this.job = job;
    this.folder = folder;
    this.undisturbed = undisturbed;
    plain =
        new Leg(job, folder.resolve("plain")).plain().on(undisturbed).run().assertNoStackTrace();
    Outcome whole = leg("whole").option("every", "0").run();
    assertSame(whole);
    safePoints = whole.reached();
    assertThat(safePoints).as("safe points of %s", job).isPositive();
  }

  private Leg leg(String name) {
    return new Leg(job, folder.resolve(name))
        .on(undisturbed)
        .generations(folder.resolve(name + "-ck"))
        .option("time", "job");
  }

  private void assertSame(Outcome other) {
    other.assertNoStackTrace();
    assertThat(other.out()).as("output of %s", other).isEqualTo(plain.out());
    assertThat(other.exit()).as("exit code of %s", other).isEqualTo(plain.exit());
  }

  public long safePoints() {
    return safePoints;
  }

  /** Some safe points, ascending. */
  public List<Long> choose(int count, Random random) {
    return choose(count, 1, random);
  }

  /** Some safe points of those from {@code first}, ascending. */
  public List<Long> choose(int count, long first, Random random) {
    TreeSet<Long> chosen = new TreeSet<>();
    while (chosen.size() < Math.min(count, safePoints + 1 - first)) {
      chosen.add(random.nextLong(first, safePoints + 1));
    }
    return List.copyOf(chosen);
  }

  /** Up to {@code count} safe points, evenly spread, the first and the last among them. */
  public List<Long> spread(int count) {
    TreeSet<Long> chosen = new TreeSet<>();
    long n = Math.min(count, safePoints);
    for (long i = 0; i < n; i++) {
      chosen.add(n == 1 ? 1 : 1 + i * (safePoints - 1) / (n - 1));
    }
    return List.copyOf(chosen);
  }

  /**
   * Cuts the job at the given safe points.
   *
   * @param jvms which JVM runs piece n, from 0
   */
  public void cutAt(List<Long> stops, IntFunction<Jvm> jvms) {
    Map<Integer, Map<Long, String>> digests = new HashMap<>();
    cut(
        stops,
        jvms,
        (jvm, at, digest, history) ->
            assertThat(digest)
                .as("state of %s at safe point %d after %s", job, at, history)
                .isEqualTo(
                    digests
                        .computeIfAbsent(
                            jvm.jdk().feature(), release -> undisturbedDigests(jvm.jdk(), stops))
                        .get(at)));
  }

  /**
   * The same for a job whose undisturbed runs differ in state, if not in what they print: which
   * worker of a pool takes a task is a race, and identity hashes are the JVM's that gives them.
   */
  public void cutRacingAt(List<Long> stops, IntFunction<Jvm> jvms) {
    cut(stops, jvms, (jvm, at, digest, history) -> {});
  }

  private interface StateCheck {
    void check(Jvm jvm, long at, String digest, List<String> history);
  }

  private void cut(List<Long> stops, IntFunction<Jvm> jvms, StateCheck states) {
    StringBuilder out = new StringBuilder();
    List<String> history = new ArrayList<>();
    String file = "";
    long at = 0;
    for (int i = 0; i <= stops.size(); i++) {
      Jvm jvm = jvms.apply(i);
      Leg leg = leg("pieces").on(jvm).option("every", "0");
      if (i > 0) {
        leg.option("resume", file);
      }
      boolean last = i == stops.size();
      if (!last) {
        leg.option("stop-at", stops.get(i) - at);
      }
      Outcome o = leg.run().assertNoStackTrace();
      out.append(o.out());
      history.add("from " + at + " on " + jvm);
      assertThat(o.exit())
          .as("exit code after %s of %s", history, o)
          .isEqualTo(last ? plain.exit() : 85);
      if (!last) {
        at = stops.get(i);
        JsonNode snapshot = o.report().path("snapshots").path(0);
        file = snapshot.path("file").asText();
        states.check(jvm, at, snapshot.path("digest").asText(), history);
      }
    }
    assertThat(out.toString()).as("output of %s after %s", job, history).isEqualTo(plain.out());
  }

  /**
   * The state digest at each of the safe points, in a run that is never stopped. One for each Java
   * release: some of the JDK's own classes have other fields in each.
   */
  private Map<Long, String> undisturbedDigests(Jdk release, List<Long> stops) {
    Outcome run =
        leg("reference-" + release.feature())
            .on(new Jvm(release, undisturbed.options()))
            .option("every", "0")
            .option("keep", stops.size() + 1)
            .option("snapshot-at", String.join(":", stops.stream().map(String::valueOf).toList()))
            .run();
    assertSame(run);
    Map<Long, String> digests = new HashMap<>();
    for (JsonNode s : run.report().path("snapshots")) {
      digests.put(s.path("reached").asLong(), s.path("digest").asText());
    }
    assertThat(digests.keySet())
        .as("snapshots of %s", run)
        .containsExactlyInAnyOrderElementsOf(stops);
    assertThat(digests.values()).as("digests of %s", run).allMatch(d -> d.matches("[0-9a-f]{16,}"));
    return digests;
  }
}
