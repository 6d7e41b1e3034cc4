package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One program that is killed and resumed until it ends, again and again. */
final class SoakedProgram {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/kill-soak.md");

  private final RealPrograms program;
  private final Path folder;
  private final Random random;
  private final KillSchedule schedule;
  private final String digest;
  private final int exit;
  private int lives;
  private int kills;
  private int begun;

  SoakedProgram(RealPrograms program, Path folder, Random random, KillSchedule schedule)
      throws IOException {
    this.program = program;
    this.folder = folder;
    this.random = random;
    this.schedule = schedule;
    program.ready(folder.resolve("work"));
    Outcome plain = leg().plain().run();
    digest = digest(plain.out());
    exit = plain.exit();
  }

  /** How often it came to its end, and had printed what it was to print. */
  int lives() {
    return lives;
  }

  /**
   * From C0 to Cf. Standard output is appended to one file: what a killed leg printed after its
   * last snapshot is cut back, so that in the end each line stands there once.
   */
  void live() throws IOException {
    Path ck = folder.resolve("ck-" + begun);
    Path out = folder.resolve("out-" + begun);
    begun++;
    while (true) {
      Running running =
          leg()
              .generations(ck)
              .option("every", "1s")
              .withoutReport()
              .appendingTo(out)
              .start()
              .closeInput();
      if (!running.endsWithin(schedule.left()) && snapshotOrEnd(running, ck)) {
        running.kill();
        schedule.killed();
      }
      Outcome o = running.end();
      if (o.exit() != Outcome.KILLED) {
        o.assertExit(exit).assertNoStackTrace();
        break;
      }
      kills++;
    }
    assertThat(digest(Files.readString(out)))
        .as("digest of what %s printed, life %d, %d kills so far", program, begun, kills)
        .isEqualTo(digest);
    lives++;
  }

  /** A job that is killed before its first snapshot begins anew, and prints its lines twice. */
  private static boolean snapshotOrEnd(Running running, Path ck) throws IOException {
    while (!hasSnapshot(ck)) {
      if (running.endsWithin(Duration.ofMillis(50))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasSnapshot(Path ck) throws IOException {
    if (!Files.isDirectory(ck)) {
      return false;
    }
    try (Stream<Path> files = Files.list(ck)) {
      return files.anyMatch(f -> f.getFileName().toString().matches("gen-\\d+\\.cairn"));
    }
  }

  private String digest(String out) {
    try {
      byte[] told = String.join("\n", program.told(out)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(told), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Leg leg() {
    List<Jdk> jdks = Jdk.all();
    return new Leg(program.longer(), folder.resolve("legs"))
        .in(folder.resolve("work"))
        .on(Jvm.any(jdks.get(random.nextInt(jdks.size())), random));
  }

  static void write(List<SoakedProgram> programs, Duration length) throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# An hour of kills\n\n");
    b.append(
        "Written by `mvn -B verify -Pkill-soak` (`KillSoakIT`, `-Dcairn.soak.minutes=`); not edited by");
    b.append(" hand.\n\n");
    b.append(Origin.text());
    b.append("- ").append(length.toMinutes()).append(" minutes, seed ").append(Seed.VALUE);
    b.append(
        "\n\nA snapshot each second; SIGKILL 5 to 20 seconds after the last, then on in another JVM.\n\n");
    b.append("| program | kills | begun | ended with the same output | SHA-256 of it |\n");
    b.append("|---|--:|--:|--:|---|\n");
    for (SoakedProgram p : programs) {
      b.append("| ").append(p.program).append(" | ").append(p.kills).append(" | ").append(p.begun);
      b.append(" | ").append(p.lives).append(" | `").append(p.digest).append("` |\n");
    }
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
