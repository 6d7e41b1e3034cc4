package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.runtime.PipedOutput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of the job's output went into a pipe, in the file {@code piped} beside the generations:
 * mapped, so that it survives the process at the cost of a few stores. A job that is cut off and
 * goes on from its newest generation prints again what went out since; that is dropped.
 *
 * <pre>
 *   job:8          which job it is
 *   2 times: bytes:8  hash:8      written in turn, the hash first; the one of more bytes counts
 * </pre>
 */
final class PipeLedger implements PipedOutput.Ledger {
  private static final String FILE = "piped";
  private static final String POSITION = "stdout.bytes";
  private static final String HASH = "stdout.hash";
  private static final Path LINK = Path.of("/proc/self/fd/1");
  private static final int JOB = 0;
  private static final int[] SLOT = {8, 24};
  private static final int SIZE = 40;
  private static final int FILE_TYPE = 0170000;
  private static final int FIFO = 0010000;

  private final MappedByteBuffer map;
  private final Say say;
  private int next;

  private PipeLedger(MappedByteBuffer map, Say say) {
    this.map = map;
    this.say = say;
  }

  /**
   * Follows standard output, where it is a pipe.
   *
   * @param job which job it is
   * @param from what the snapshot tells of its host, or null at C0
   * @param again whether what went out since is dropped when it is printed again: not where the
   *     user has chosen the snapshot
   */
  static void follow(
      Path directory, String job, @Nullable Map<String, String> from, boolean again, Say say) {
    Path file = directory.resolve(FILE);
    try {
      if (!isPipe()) {
        Files.deleteIfExists(file); // cut back, or not followed at all
        return;
      }
      long at = from == null ? 0 : Long.parseLong(from.getOrDefault(POSITION, "0"));
      long hash = from == null ? 0 : Long.parseLong(from.getOrDefault(HASH, "0"));
      PipeLedger ledger = new PipeLedger(open(file), say);
      if (ledger.map.getLong(JOB) != job.hashCode() + 1L || !again) {
        ledger.begin(job.hashCode() + 1L);
      }
      int newest = ledger.newest();
      long written = ledger.map.getLong(SLOT[newest]);
      if (written > at) {
        PipedOutput.follow(ledger, at, hash, written, ledger.map.getLong(SLOT[newest] + 8));
      } else {
        PipedOutput.follow(ledger, at, hash, at, hash);
      }
    } catch (IOException e) {
      throw new AgentException(
          ExitCode.CANNOT_CREATE, file + " can't be written: " + e.getMessage(), e);
    }
  }

  private static MappedByteBuffer open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      map.order(ByteOrder.LITTLE_ENDIAN);
      return map;
    }
  }

  private void begin(long job) {
    for (int i = 0; i < SIZE; i += Long.BYTES) {
      map.putLong(i, 0);
    }
    map.putLong(JOB, job);
  }

  private int newest() {
    int i = map.getLong(SLOT[0]) >= map.getLong(SLOT[1]) ? 0 : 1;
    next = 1 - i;
    return i;
  }

  @Override
  public void note(long written, long hash) {
    map.putLong(SLOT[next] + 8, hash);
    map.putLong(SLOT[next], written);
    next = 1 - next;
  }

  @Override
  public void differs(long written) {
    say.line(
        "the job has not printed again what it printed before it was cut off: its output has a seam"
            + " at byte "
            + written
            + "; what it prints depends on the clock, on chance or on the host (cairn verify shows"
            + " where)");
  }

  /** What a snapshot keeps. */
  static Map<String, String> facts() {
    long position = PipedOutput.position();
    return position < 0
        ? Map.of()
        : Map.of(POSITION, Long.toString(position), HASH, Long.toString(PipedOutput.hash()));
  }

  /** The job is done: nothing is printed again. */
  static void forget(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
  }

  private static boolean isPipe() throws IOException {
    try {
      String link = Files.readSymbolicLink(LINK).toString();
      return link.startsWith("pipe:")
          || link.startsWith("socket:")
          || (link.startsWith("/")
              && (((Integer) Files.getAttribute(Path.of(link), "unix:mode")) & FILE_TYPE) == FIFO);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not to be told here, or gone
    }
  }
}
