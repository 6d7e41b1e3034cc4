package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.it.harness.Seed;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job does to files and standard streams happens once, however often it is cut off. */
class FilesIT {
  private static final int CHECKPOINTED = 85;
  private static final int DATA = 65;
  private static final int PIPE = 65536;
  private static final int LINE = 128;

  @TempDir Path folder;

  /**
   * Killed after some line, three times; standard output is a pipe. With a large state the job acts
   * for several turns between the moment that is captured and that at which it is durable, and is
   * hardly ever killed at another time.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0", "6"})
  void filesAndOutputOnce(String megabytes) throws IOException {
    Random random = Seed.random("FilesIT");
    Job job = Job.target("Scribe", "60", "20", megabytes);
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Path work = Files.createDirectory(folder.resolve("work"));
    String whole = new Leg(job, folder.resolve("legs")).plain().in(plain).run().assertExit(0).out();

    StringBuilder out = new StringBuilder();
    StringBuilder said = new StringBuilder();
    for (int kill = 0; kill < 3; kill++) {
      Running leg = leg(job, random, out).in(work).start().closeInput();
      leg.awaitOut("turn " + (15 * (kill + 1) + random.nextInt(10)));
      Outcome o = leg.kill().end().assertExit(Outcome.KILLED);
      out.append(o.out());
      said.append(o.err());
    }
    Outcome last = leg(job, random, out).in(work).run().assertExit(0).assertNoStackTrace();
    out.append(last.out());
    said.append(last.err());
    assertThat(out.toString()).isEqualTo(whole);
    assertThat(tree(work)).isEqualTo(tree(plain));
    assertThat(said.toString()).contains("put back as at generation ", "resumed from");
    assertThat(folder.resolve("ck/files")).doesNotExist();
  }

  /** Killed after some line, twice, while files are open for reading and for writing. */
  @Test
  void openFilesGoOn() throws IOException {
    Random random = Seed.random("FilesIT.open");
    Job job = Job.target("Holds", "50", "20");
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Path work = Files.createDirectory(folder.resolve("work"));
    String input =
        IntStream.range(0, 60).mapToObj(i -> "line " + i * i + "\n").collect(Collectors.joining());
    Files.writeString(plain.resolve("input"), input);
    Files.writeString(work.resolve("input"), input);
    String whole = new Leg(job, folder.resolve("legs")).plain().in(plain).run().assertExit(0).out();

    StringBuilder out = new StringBuilder();
    for (int kill = 0; kill < 2; kill++) {
      Running leg = leg(job, random, out).in(work).start().closeInput();
      leg.awaitOut("turn " + (17 * (kill + 1) + random.nextInt(10)));
      out.append(leg.kill().end().assertExit(Outcome.KILLED).out());
    }
    Files.writeString(work.resolve("input"), input.replace('9', '8'));
    Outcome changed = leg(job, random, out).in(work).run().assertExit(DATA);
    assertThat(changed.assertNoStackTrace().err()).contains("file input, which the job had open");
    Files.writeString(work.resolve("input"), input);
    Outcome last = leg(job, random, out).in(work).run().assertExit(0).assertNoStackTrace();
    out.append(last.out());
    assertThat(last.err()).contains("resumed from");
    assertThat(out.toString()).isEqualTo(whole);
    assertThat(tree(work)).isEqualTo(tree(plain));
  }

  /** The reader of a pipe knows whether a piece came out that was being written at the kill. */
  private Leg leg(Job job, Random random, CharSequence out) throws IOException {
    List<Jdk> all = Jdk.all();
    return new Leg(job, folder.resolve("legs"))
        .on(Jvm.any(all.get(random.nextInt(all.size())), random))
        .generations(folder.resolve("ck"))
        .option(
            "piped", out.length() > Ledger.read(folder.resolve("ck")).wrote() ? "dropped" : "again")
        .option("every", "100ms");
  }

  /** What {@code ck/piped} tells. */
  private record Ledger(long wrote, long meant) {
    static Ledger read(Path generations) throws IOException {
      Path file = generations.resolve("piped");
      if (!Files.exists(file)) {
        return new Ledger(0, 0);
      }
      ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      return new Ledger(b.getLong(8), Math.max(b.getLong(16), b.getLong(32)));
    }
  }

  /** Killed while it waits for room in a pipe: a piece in doubt, of which the reader knows. */
  @Test
  void aPieceInDoubtIsAskedFor() throws IOException, InterruptedException {
    Job job = Job.target("Prints", "2000");
    Leg plain = new Leg(job, folder).plain();
    String whole = plain.run().assertExit(0).out();
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    String came;
    try (RandomAccessFile both = new RandomAccessFile(fifo.toFile(), "rw");
        FileInputStream in = new FileInputStream(both.getFD())) {
      Running leg = doubting(job).appendingTo(fifo).start().closeInput();
      while (in.available() < PIPE || !blocked()) {
        assertThat(leg.endsWithin(Duration.ofMillis(5))).isFalse();
      }
      leg.kill().end().assertExit(Outcome.KILLED);
      byte[] all = new byte[in.available()];
      new DataInputStream(in).readFully(all);
      came = new String(all, StandardCharsets.ISO_8859_1);
    }
    assertThat(whole).startsWith(came).hasSizeGreaterThan(came.length() + LINE);
    String line = doubting(job).run().assertExit(DATA).assertOneLine();
    assertThat(line)
        .contains("128 bytes from byte " + PIPE, "'512 ", "piped=again", "piped=dropped");
    Path copy = folder.resolve("copy");
    Files.createDirectory(copy);
    Files.copy(folder.resolve("ck/piped"), copy.resolve("piped"));

    String rest = doubting(job).option("piped", "again").run().assertExit(0).out();
    assertThat(came + rest).isEqualTo(whole);
    Leg other = doubting(job).generations(copy).option("piped", "dropped");
    assertThat(other.run().assertExit(0).out()).isEqualTo(whole.substring(PIPE + LINE));
  }

  private Leg doubting(Job job) {
    return new Leg(job, folder).generations(folder.resolve("ck")).option("every", "0");
  }

  private boolean blocked() throws IOException {
    Ledger l = Ledger.read(folder.resolve("ck"));
    return l.meant() > l.wrote();
  }

  private static Map<String, String> tree(Path of) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(of)) {
      for (Path p : files.toList()) {
        tree.put(
            of.relativize(p).toString(),
            Files.isDirectory(p) ? "/" : Files.readString(p, StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }

  /** A pipe that begins with the same bytes goes on where the job had read to. */
  @ParameterizedTest
  @ValueSource(strings = {"lines", "bytes"})
  void inputFromAPipe(String how) {
    Job job = Job.target("Reads", how);
    String input = IntStream.range(0, 11000).mapToObj(i -> i + "\n").collect(Collectors.joining());
    String whole = fed(new Leg(job, folder).plain(), input).assertExit(0).out();

    fed(stopping(job).on(Jdk.current()), input).assertExit(CHECKPOINTED).assertNoStackTrace();
    fed(stopping(job).on(Jdk.other()), input).assertExit(CHECKPOINTED).assertNoStackTrace();
    Outcome other = fed(stopping(job), "x" + input).assertExit(DATA);
    assertThat(other.assertOneLine()).contains("standard input", "start it with the same input");
    assertThat(fed(stopping(job), "").assertExit(DATA).assertOneLine()).contains("same input");
    Outcome rest = fed(stopping(job).option("stop-at", 1_000_000), input).assertExit(0);
    assertThat(rest.out()).isEqualTo(whole);
  }

  private Leg stopping(Job job) {
    return new Leg(job, folder)
        .generations(folder.resolve("ck"))
        .option("every", "0")
        .option("stop-at", 2);
  }

  private static Outcome fed(Leg leg, String input) {
    return leg.start().send(input).closeInput().end();
  }
}
