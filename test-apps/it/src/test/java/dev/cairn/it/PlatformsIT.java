package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.OnTmpfs;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Platform;
import dev.cairn.it.harness.PortableContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs move between processors: other byte order, 32-bit addresses, floating point on an x87 unit.
 * Writes docs/results/platforms.md.
 */
@Tag("platforms")
@Execution(ExecutionMode.CONCURRENT)
class PlatformsIT {
  private static final int STOPPED = 85;
  private static final int MISMATCH = 65;

  /** Emulated processors are ten times slower, and two run at once. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** A hash that a job has seen goes with it: headers of 32 bits hold 25 bits of it. */
  private static final String TOO_WIDE = "identity hash is wider than this JVM's headers";

  private static final List<String> FOREIGN =
      List.of(
          System.getProperty("cairn.platforms", "i386 arm64 s390x ppc64el armhf").split(" ", -1));

  private static final List<Platform> ALL =
      Stream.concat(Platform.own().stream(), Platform.foreign(FOREIGN).stream()).toList();

  private static final PlatformsResults RESULTS = new PlatformsResults(ALL);

  private static final Job PAIRED = Job.target("EveryFunction", "3", "12");

  private static final List<Job> IN_RINGS =
      List.of(
          Job.target("EveryFunction", "4", "15"),
          Job.workload("NBody", "20", "40"),
          Job.workload("LucasLehmer", "61", "20"),
          Job.workload("MonteCarlo", "8", "120"),
          Job.workload("Heat", "24", "60"),
          Job.workload("Boxes", "12", "60").withLoops("dev.cairn.workloads.Boxes#simulate"));

  @TempDir(factory = OnTmpfs.class)
  Path folder;

  private static Platform first() {
    return ALL.get(0);
  }

  private static List<Job> rings() {
    return IN_RINGS;
  }

  private Leg leg(Job job, Platform platform, String name) {
    Leg leg = new Leg(job, folder.resolve(name));
    if (platform.narrow()) {
      leg.before(
          "-Xmx256m"); // by default a quarter of the machine's memory, of all that 32 bits have
    }
    return leg.on(platform.jdk())
        .patience(PATIENCE)
        .environment("LC_ALL", "C") // each machine has this one; others lack what foreign ones load
        .generations(folder.resolve(name + "-ck"))
        .option("accept", "charset") // another one by default in each release; the jobs print ASCII
        .option("time", "job") // some read the clock, if only to measure
        .option("every", "0");
  }

  /** A snapshot, and all that was printed until then. */
  private record Saved(Path file, String digest, String out) {
    static Saved of(Outcome o) {
      JsonNode snapshot = o.assertNoStackTrace().report().path("snapshots").path(0);
      String digest = snapshot.path("digest").asText();
      return new Saved(Path.of(snapshot.path("file").asText()), digest, o.out());
    }
  }

  @Test
  void savedOnEachResumedOnEach() {
    Outcome whole = leg(PAIRED, first(), "whole").run().assertExit(0).assertNoStackTrace();
    Map<Platform, Saved> saved = new LinkedHashMap<>();
    for (Platform p : ALL) {
      Outcome o = leg(PAIRED, p, "saved-" + p).option("stop-at", whole.reached() / 2).run();
      saved.put(p, Saved.of(o.assertExit(STOPPED)));
    }
    saved.forEach((p, s) -> assertSameSnapshot(saved.get(first()), first(), s, p));

    List<String> wrong = new ArrayList<>();
    for (Platform from : ALL) {
      for (Platform to : ALL) {
        if (!from.equals(to)) {
          String result = resume(saved.get(from), from, to, whole.out());
          RESULTS.move(from, to, result.lines().findFirst().orElse(""));
          if (!result.equals("identical") && !result.equals("refused")) {
            wrong.add(from + " to " + to + ": " + result);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private String resume(Saved saved, Platform from, Platform to, String whole) {
    Outcome o = leg(PAIRED, to, from + "-to-" + to).option("resume", saved.file()).run();
    if (isTooWide(from, to, o)) {
      return "refused";
    }
    boolean same = o.exit() == 0 && whole.equals(saved.out() + o.out());
    return same ? "identical" : "**different**\n" + o;
  }

  private static boolean isTooWide(Platform from, Platform to, Outcome o) {
    boolean wider = to.narrow() && !from.narrow();
    return wider && o.exit() == MISMATCH && o.err().contains(TOO_WIDE);
  }

  private void assertSameSnapshot(Saved expected, Platform on, Saved saved, Platform by) {
    assertThat(saved.digest()).as("state digest of %s", by).isEqualTo(expected.digest());
    if (on.jdk().feature() == by.jdk().feature()) {
      assertThat(PortableContent.of(saved.file()))
          .as("snapshot of %s", by)
          .isEqualTo(PortableContent.of(expected.file()));
    }
  }

  /** One stop on each platform, in an order of its own for each job. */
  @ParameterizedTest
  @MethodSource("rings")
  void fromOneToTheNext(Job job) {
    Outcome whole = leg(job, first(), "whole").run().assertExit(0).assertNoStackTrace();
    List<Platform> way = way(IN_RINGS.indexOf(job));
    List<Long> stops = new ArrayList<>();
    for (int i = 1; i <= way.size(); i++) {
      stops.add(whole.reached() * i / (way.size() + 1));
    }
    Map<Long, Saved> expected = undisturbed(job, stops);

    StringBuilder out = new StringBuilder();
    List<String> gone = new ArrayList<>();
    Path file = null;
    Platform from = first();
    long at = 0;
    int compared = 0;
    for (int i = 0; i <= way.size(); i++) {
      boolean last = i == way.size();
      Platform to = last ? first() : way.get(i);
      Leg leg = leg(job, to, "piece");
      if (file != null) {
        leg.option("resume", file);
      }
      if (!last) {
        leg.option("stop-at", stops.get(i) - at);
      }
      Outcome o = leg.run();
      if (file != null && isTooWide(from, to, o)) {
        gone.add(to + " refused");
        continue;
      }
      o.assertNoStackTrace().assertExit(last ? 0 : STOPPED);
      out.append(o.out());
      gone.add(to.name());
      if (!last) {
        at = stops.get(i);
        from = to;
        Saved saved = Saved.of(o);
        file = saved.file();
        assertSameSnapshot(expected.get(at), first(), saved, to);
        compared++;
      }
    }
    assertThat(out.toString()).as("output after %s", gone).isEqualTo(whole.out());
    RESULTS.ring(job, gone, compared);
  }

  private static List<Platform> way(int turn) {
    List<Platform> way = new ArrayList<>(ALL);
    Collections.rotate(way, turn);
    if (turn % 2 == 1) {
      Collections.reverse(way);
    }
    return way;
  }

  private Map<Long, Saved> undisturbed(Job job, List<Long> stops) {
    Outcome run =
        leg(job, first(), "reference")
            .option("keep", stops.size() + 1)
            .option(
                "snapshot-at", stops.stream().map(String::valueOf).collect(Collectors.joining(":")))
            .run()
            .assertExit(0);
    Map<Long, Saved> saved = new HashMap<>();
    for (JsonNode s : run.report().path("snapshots")) {
      Path file = Path.of(s.path("file").asText());
      saved.put(s.path("reached").asLong(), new Saved(file, s.path("digest").asText(), ""));
    }
    return saved;
  }

  @Test
  void anotherPlatformClassIsRefusedByName() {
    Job job = Job.target("EveryFunction", "1", "8");
    Outcome whole = leg(job, first(), "unbound").option("math", "platform").run().assertExit(0);
    Outcome o = leg(job, first(), "bound").option("math", "platform").option("stop-at", 3).run();
    Saved saved = Saved.of(o.assertExit(STOPPED));
    Path file = saved.file();
    for (Platform to : ALL) {
      if (to.equals(first())) {
        continue;
      }
      Outcome refused = leg(job, to, "bound-" + to).option("resume", file).run();
      if (refused.exit() == 0) { // its functions give what the first one's give
        assertThat(saved.out() + refused.out()).as("output on %s", to).isEqualTo(whole.out());
        RESULTS.platformClass(to, "the same class: went on, identical");
        continue;
      }
      String line = refused.assertExit(MISMATCH).assertOneLine();
      assertThat(line).contains("another platform class").contains("Math.");
      List<String> names =
          Stream.of(line.split("[ ,;()]+", -1)).filter(w -> w.startsWith("Math.")).toList();
      RESULTS.platformClass(to, String.join(", ", names));
    }
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write(PAIRED, first());
  }
}
