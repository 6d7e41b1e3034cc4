package dev.cairn.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills a job again and again, resumes it each time, and compares what it printed in all. */
public final class Killing {
  private static final String EVERY = "200ms";
  private static final int LONGEST_MILLIS = 3000;

  private final Job job;
  private final Path folder;
  private final String whole;
  private int life;
  private int resumed;

  public Killing(Job job, Path folder) {
    this.job = job;
    this.folder = folder;
    whole =
        new Leg(job, folder.resolve("plain"))
            .plain()
            .on(Jvm.plain(Jdk.current()))
            .run()
            .assertExit(0)
            .out();
  }

  /** How many of the killed legs had begun from a snapshot rather than from the start. */
  public int resumed() {
    return resumed;
  }

  /**
   * Starts the job and kills it at random moments, then lets it end; where it has ended before all
   * kills were dealt out, another life of it begins. Every second kill waits until the leg itself
   * has taken a snapshot: a JVM that is just starting is the easier victim.
   *
   * @return how many kills met a running job
   */
  public int kill(int kills, Random random) {
    int struck = 0;
    while (struck < kills) {
      life++;
      struck += oneLife(kills - struck, random);
    }
    return struck;
  }

  /** From C0 to Cf, with at most that many kills on the way. */
  private int oneLife(int kills, Random random) {
    int covered = 0;
    for (int struck = 0; struck < kills; struck++) {
      Set<Path> before = snapshots();
      Running leg = next(random);
      if (struck % 2 == 0 || leg.reaches(() -> !before.containsAll(snapshots()))) {
        leg.endsWithin(Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS)));
      }
      Outcome o = leg.kill().end();
      covered = cover(covered, o);
      // Only its exit code tells: it may have ended between the last look and the kill.
      if (o.exit() != Outcome.KILLED) {
        o.assertExit(0);
        assertThat(o.out()).as("%s", o).endsWith(lastLine());
        return struck;
      }
    }
    Outcome last = next(random).end().assertExit(0).assertNoStackTrace();
    assertThat(cover(covered, last))
        .as("printed by the end, of %s", last)
        .isEqualTo(whole.length());
    return kills;
  }

  private Set<Path> snapshots() {
    try (Stream<Path> files = Files.list(generations())) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("gen-"))
          .collect(Collectors.toSet());
    } catch (NoSuchFileException e) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path generations() {
    return folder.resolve("ck-" + life);
  }

  /** The same with standard output appended to one file: every line stands in it once. */
  public void killOntoFile(int kills, Random random) throws IOException {
    Path file = folder.resolve("out.txt");
    for (int i = 0; i < kills; i++) {
      Running leg = leg(random).appendingTo(file).start().closeInput();
      leg.endsWithin(Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS)));
      leg.kill().end();
    }
    leg(random).appendingTo(file).run().assertExit(0);
    assertThat(Files.readString(file)).isEqualTo(whole);
  }

  private Running next(Random random) {
    return leg(random).start().closeInput();
  }

  private Leg leg(Random random) {
    Jdk jdk = Jdk.all().get(random.nextInt(Jdk.all().size()));
    return new Leg(job, folder.resolve("legs"))
        .on(Jvm.any(jdk, random))
        .generations(generations())
        .option("every", EVERY);
  }

  private String lastLine() {
    return whole.substring(whole.lastIndexOf('\n', whole.length() - 2) + 1);
  }

  /**
   * Every leg prints a stretch of what the whole job prints, beginning no later than where the legs
   * before it got to. (Lines are unique, so the stretch has one place.)
   *
   * @return up to where the whole output is covered now
   */
  private int cover(int covered, Outcome leg) {
    if (leg.err().contains("resum")) {
      resumed++;
    }
    if (leg.out().isEmpty()) {
      return covered;
    }
    int at = whole.indexOf(leg.out());
    assertThat(at).as("place of the output of %s in%n%s", leg, whole).isBetween(0, covered);
    return Math.max(covered, at + leg.out().length());
  }
}
