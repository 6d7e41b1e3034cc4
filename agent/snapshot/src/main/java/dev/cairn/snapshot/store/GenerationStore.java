package dev.cairn.snapshot.store;

import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.DirectoryInUseException;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.StoreException;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.format.SnapshotParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The generations of one job in a directory, held by one process.
 *
 * <pre>
 *   cairn.lock               locked by the running job, holds its pid
 *   gen-00000001.cairn       a durable generation; written as .gen-00000001.cairn.tmp
 *   gen-00000001.cairn.pin   it is never removed
 *   chunks/                  what the generations consist of, unless it lies elsewhere
 *   done.json                the job has finished
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class GenerationStore implements AutoCloseable {
  private static final String LOCK = "cairn.lock";
  private static final String DONE = "done.json";
  private static final String CHUNKS = "chunks";
  private static final Pattern GENERATION = Pattern.compile("gen-(\\d{8,18})\\.cairn");
  private static final Pattern PINNED = Pattern.compile("gen-(\\d{8,18})\\.cairn\\.pin");
  private static final Pattern LEFT_OVER =
      Pattern.compile("\\.(gen-\\d+\\.cairn|done\\.json)\\.tmp");

  private final Path directory;
  private final int keep;
  private final Disk disk;
  private final Disk.Lock lock;
  private final ChunkStore chunks;
  private final Set<Long> damaged = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private long freshFrom;
  private long reserved;

  private GenerationStore(Path directory, int keep, Disk disk, Disk.Lock lock, ChunkStore chunks) {
    this.directory = directory;
    this.keep = keep;
    this.disk = disk;
    this.lock = lock;
    this.chunks = chunks;
  }

  /**
   * Creates the directory where needed, and locks it.
   *
   * @param keep generations kept, at least 1
   * @throws DirectoryInUseException another process (or this one) holds it
   * @throws StoreException it can't be created, read or written
   */
  public static GenerationStore open(Path directory, int keep) {
    return open(directory, keep, Disk.real());
  }

  /** As {@link #open(Path, int)}, on another disk. */
  public static GenerationStore open(Path directory, int keep, Disk disk) {
    return open(directory, keep, directory.resolve(CHUNKS), Compression.DEFAULT, disk);
  }

  /**
   * As {@link #open(Path, int)}.
   *
   * @param chunks where the generations' chunks lie; other jobs may share it
   */
  public static GenerationStore open(
      Path directory, int keep, Path chunks, Compression compression, Disk disk) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep=" + keep + " must be at least 1");
    }
    Disk.Lock lock = null;
    try {
      disk.createDirectories(directory);
      Path file = directory.resolve(LOCK);
      lock = disk.lock(file);
      if (lock == null) {
        throw new DirectoryInUseException(directory.toString(), pid(disk.readText(file)));
      }
      lock.write(ProcessHandle.current().pid() + "\n");
      for (String name : disk.list(directory)) {
        if (LEFT_OVER.matcher(name).matches()) {
          disk.delete(directory.resolve(name));
        }
      }
      ChunkStore store = new ChunkStore(chunks, directory, compression, disk);
      return new GenerationStore(directory, keep, disk, lock, store);
    } catch (IOException e) {
      if (lock != null) {
        closeQuietly(lock, e);
      }
      throw failed(directory, "can't be used as a directory of generations", e);
    }
  }

  private static void closeQuietly(AutoCloseable what, IOException cause) {
    try {
      what.close();
    } catch (Exception e) {
      cause.addSuppressed(e); // the first failure is the one to be told
    }
  }

  private static long pid(@Nullable String text) {
    Matcher m = Pattern.compile("(\\d{1,18})\\s*").matcher(text == null ? "" : text);
    return m.matches() ? Long.parseLong(m.group(1)) : -1;
  }

  public Path directory() {
    return directory;
  }

  /** Durable generations, oldest first; not verified. Not those that {@link #startFresh} hid. */
  public synchronized List<Generation> generations() {
    return list().stream().filter(g -> g.number() >= freshFrom).toList();
  }

  /**
   * A number for a generation to be written, higher than all that are there and all that were
   * given: one whose writing failed leaves a gap.
   *
   * @param above the number is higher than this, too
   */
  public synchronized long reserve(long above) {
    reserved = 1 + Math.max(above, Math.max(reserved, newestNumber()));
    return reserved;
  }

  /** The newest generation's number, hidden ones included; 0 where there is none. */
  public synchronized long newestNumber() {
    List<Generation> all = list();
    return all.isEmpty() ? 0 : all.get(all.size() - 1).number();
  }

  /**
   * The generations in a directory, oldest first, without locking it: for who only looks.
   *
   * @throws StoreException it can't be read
   */
  public static List<Generation> list(Path directory) {
    return list(directory, Disk.real());
  }

  private List<Generation> list() {
    return list(directory, disk);
  }

  private static List<Generation> list(Path directory, Disk disk) {
    List<Generation> found = new ArrayList<>();
    try {
      for (String name : disk.list(directory)) {
        Matcher m = GENERATION.matcher(name);
        if (m.matches()) {
          Path file = directory.resolve(name);
          found.add(new Generation(Long.parseLong(m.group(1)), file, disk.size(file)));
        }
      }
    } catch (IOException e) {
      throw failed(directory, "can't be listed", e);
    }
    found.sort(Comparator.comparingLong(Generation::number));
    return found;
  }

  /**
   * The newest generation that verifies, and why newer ones don't. Where none verifies but some are
   * there, {@link Newest#skipped} is not empty.
   *
   * @throws StoreException a generation can't be read: whether it is good is not known
   */
  public synchronized Newest newestGood() {
    List<Generation> all = new ArrayList<>(generations());
    Collections.reverse(all);
    List<String> skipped = new ArrayList<>();
    for (Generation g : all) {
      try {
        Header header = SnapshotFile.check(g.file());
        return new Newest(g, header, skipped);
      } catch (DamagedSnapshotException e) { // not a read error, which may pass: fail, remove none
        damaged.add(g.number());
        chunks.distrust();
        skipped.add("generation " + g.number() + " is skipped: " + e.getMessage());
      }
    }
    return new Newest(null, null, skipped);
  }

  /** As {@link #write(SnapshotContent, long)}, under the next number. */
  public synchronized Generation write(SnapshotContent content) {
    return write(content, reserve(0));
  }

  /**
   * Makes a generation durable, then removes the oldest beyond {@code keep}. When this fails,
   * nothing of it is left and all former generations are as they were.
   *
   * @param number from {@link #reserve}, when the state was captured
   * @throws StoreException the directory is full or can't be written
   */
  public synchronized Generation write(SnapshotContent content, long number) {
    List<Generation> before = list();
    String name = String.format("gen-%08d.cairn", number);
    Path file = directory.resolve(name);
    SnapshotParts parts = SnapshotParts.of(content, number);
    try {
      Set<Long> pinned = pinned(disk.list(directory));
      long added =
          chunks.add(
              parts,
              (locator, bytes) -> durably(name, out -> parts.writeFile(locator, bytes, out)));
      Generation written = new Generation(number, file, disk.size(file) + added);
      if (prune(before, number, pinned)) {
        collect();
      }
      return written;
    } catch (IOException e) {
      throw failed(file, "can't be written", e);
    }
  }

  /**
   * Takes a snapshot of elsewhere in, under its number; only chunks that are not here are copied.
   *
   * @throws StoreException there is such a generation already, or the directory can't be written
   */
  public synchronized Generation adopt(SnapshotParts parts, long number) {
    String name = String.format("gen-%08d.cairn", number);
    Path file = directory.resolve(name);
    if (list().stream().anyMatch(g -> g.number() == number)) {
      throw new StoreException(file + ": is there already; name another directory");
    }
    try {
      long added =
          chunks.add(
              parts,
              (locator, bytes) -> durably(name, out -> parts.writeFile(locator, bytes, out)));
      return new Generation(number, file, disk.size(file) + added);
    } catch (IOException e) {
      throw failed(file, "can't be written", e);
    }
  }

  /** Frees the room of generations that are gone. What stands in the way is no failure. */
  private void collect() {
    try {
      String blocked = chunks.collect().blocked();
      if (blocked != null) {
        warnings.add(blocked + "; nothing is lost, but the directory grows");
      }
    } catch (IOException | SnapshotException e) {
      warnings.add(
          chunks.directory()
              + ": chunks that nobody needs can't be removed ("
              + e.getMessage()
              + "); nothing is lost, but the directory grows");
    }
  }

  private interface Body {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /** Writes aside, syncs, renames, syncs the directory. */
  private void durably(String name, Body body) throws IOException {
    Path file = directory.resolve(name);
    Path aside = directory.resolve("." + name + ".tmp");
    boolean renamed = false;
    try {
      try (Disk.Output out = disk.create(aside)) {
        body.writeTo(out);
        out.force();
      }
      disk.rename(aside, file);
      renamed = true;
      disk.force(directory);
    } catch (IOException e) {
      try {
        disk.delete(renamed ? file : aside);
      } catch (IOException second) {
        e.addSuppressed(second); // the first failure is the one to be told
      }
      throw e;
    }
  }

  /**
   * Only after a newer generation is durable, which is never removed here.
   *
   * @return whether one was removed
   */
  private boolean prune(List<Generation> before, long written, Set<Long> pinned) {
    int kept = 1;
    boolean removed = false;
    for (int i = before.size() - 1; i >= 0; i--) {
      Generation g = before.get(i);
      if (pinned.contains(g.number())) {
        continue;
      }
      if (g.number() >= freshFrom && !damaged.contains(g.number()) && kept < keep) {
        kept++;
        continue;
      }
      try {
        disk.delete(g.file());
        damaged.remove(g.number());
        removed = true;
      } catch (IOException e) {
        warnings.add(
            g.file()
                + " can't be removed ("
                + e.getMessage()
                + "); generation "
                + written
                + " is safe, but the directory grows");
      }
    }
    return removed;
  }

  private static Set<Long> pinned(List<String> names) {
    Set<Long> numbers = new HashSet<>();
    for (String name : names) {
      Matcher m = PINNED.matcher(name);
      if (m.matches()) {
        numbers.add(Long.parseLong(m.group(1)));
      }
    }
    return numbers;
  }

  /** What went wrong since the last call without making a write fail; one line each. */
  public synchronized List<String> takeWarnings() {
    List<String> all = List.copyOf(warnings);
    warnings.clear();
    return all;
  }

  /**
   * Begins anew: the generations that lie here now are not resumed, and are removed as soon as the
   * first new one is durable. A mark of a finished job is removed at once.
   */
  public synchronized void startFresh() {
    List<Generation> all = list();
    freshFrom = all.isEmpty() ? 0 : all.get(all.size() - 1).number() + 1;
    try {
      disk.delete(directory.resolve(DONE));
    } catch (IOException e) {
      throw failed(directory.resolve(DONE), "can't be removed", e);
    }
  }

  /**
   * The mark of a finished job, or null.
   *
   * @throws StoreException it is there but can't be read
   */
  public synchronized @Nullable Done done() {
    Path file = directory.resolve(DONE);
    try {
      String text = disk.readText(file);
      return text == null ? null : DoneMark.parse(file, text);
    } catch (IOException e) {
      throw failed(file, "can't be read", e);
    }
  }

  /** Marks the job finished, durably. */
  public synchronized void markDone(Done done) {
    byte[] text = DoneMark.text(done).getBytes(StandardCharsets.UTF_8);
    try {
      durably(
          DONE,
          out -> {
            ByteBuffer b = ByteBuffer.wrap(text);
            while (b.hasRemaining()) {
              out.write(b);
            }
          });
    } catch (IOException e) {
      throw failed(directory.resolve(DONE), "can't be written", e);
    }
  }

  /** Gives the directory back. */
  @Override
  public synchronized void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw failed(directory.resolve(LOCK), "can't be closed", e);
    }
  }

  static StoreException failed(Path where, String what, IOException e) {
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    boolean full = why.contains("No space left") || why.contains("quota");
    return new StoreException(
        where
            + ": "
            + what
            + " ("
            + why
            + "); "
            + (full ? "make room on that disk" : "check the disk and the permissions"),
        e);
  }
}
