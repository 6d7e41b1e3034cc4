package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.runtime.PipedOutput;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
 *   job:8                  which job it is
 *   wrote:8                bytes that went out for certain
 *   2 times: bytes:8 hash:8  what will have gone out, noted before the write, in turn
 *   text:80                where the piece that is being written begins
 * </pre>
 *
 * A slot is filled with its hash first; the one of more bytes is the newer one. Where that is more
 * than {@code wrote}, the process ended within a write, and nobody can know whether the pipe took
 * the piece: only its reader. The resume is refused then, until the user says which it is.
 */
final class PipeLedger implements PipedOutput.Ledger {
  private static final String FILE = "piped";
  private static final String POSITION = "stdout.bytes";
  private static final String HASH = "stdout.hash";
  private static final Path LINK = Path.of("/proc/self/fd/1");
  private static final int JOB = 0;
  private static final int WROTE = 8;
  private static final int[] SLOT = {16, 32};
  private static final int TEXT = 48;
  private static final int TEXT_LENGTH = 80;
  private static final int SIZE = TEXT + TEXT_LENGTH;
  private static final int FILE_TYPE = 0170000;
  private static final int FIFO = 0010000;

  private final MappedByteBuffer map;
  private final Say say;
  private int next;
  private long meant;

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
   * @param doubt {@code "again"} or {@code "dropped"}: what becomes of a piece of which nobody
   *     knows whether it went out; null to refuse
   * @throws AgentException with {@link ExitCode#DATA} where there is such a piece and no answer
   */
  static void follow(
      Path directory,
      String job,
      @Nullable Map<String, String> from,
      boolean again,
      @Nullable String doubt,
      Say say) {
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
      int slot = ledger.surelyWritten(file, doubt);
      long written = ledger.map.getLong(SLOT[slot]);
      if (written > at) {
        PipedOutput.follow(ledger, at, hash, written, ledger.map.getLong(SLOT[slot] + Long.BYTES));
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

  /** The slot that tells what went out; the other one is free from now on. */
  private int surelyWritten(Path file, @Nullable String doubt) {
    int newer = map.getLong(SLOT[0]) >= map.getLong(SLOT[1]) ? 0 : 1;
    long meant = map.getLong(SLOT[newer]);
    long wrote = map.getLong(WROTE);
    if (meant == wrote) {
      next = 1 - newer;
      return newer;
    }
    if (doubt == null) {
      throw new AgentException(ExitCode.DATA, inDoubt(file, wrote, (int) (meant - wrote)));
    }
    if (doubt.equals("again")) {
      clear(newer);
      next = newer;
      return 1 - newer;
    }
    map.putLong(WROTE, meant);
    next = 1 - newer;
    return newer;
  }

  private void clear(int slot) {
    map.putLong(SLOT[slot], 0);
    VarHandle.releaseFence();
    map.putLong(SLOT[slot] + Long.BYTES, 0);
  }

  private String inDoubt(Path file, long wrote, int length) {
    byte[] text = new byte[Math.min(length, TEXT_LENGTH)];
    map.get(TEXT, text);
    String shown = new String(text, StandardCharsets.UTF_8).replaceAll("\\R", "\\\\n");
    return "the job was cut off while it printed into a pipe: whether the "
        + length
        + " bytes from byte "
        + wrote
        + " of its output on, '"
        + shown
        + (length > TEXT_LENGTH ? "…" : "")
        + "', came out, only its reader can know ("
        + file
        + "). Look, then start it with the option piped=again if they are missing there, or"
        + " piped=dropped if they are not";
  }

  @Override
  public void writes(long after, long hash, byte[] bytes, int offset, int length) {
    map.put(TEXT, bytes, offset, Math.min(length, TEXT_LENGTH));
    map.putLong(SLOT[next] + Long.BYTES, hash);
    VarHandle.releaseFence();
    map.putLong(SLOT[next], after);
    VarHandle.releaseFence();
    meant = after;
    next = 1 - next;
  }

  @Override
  public void wrote() {
    map.putLong(WROTE, meant);
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
