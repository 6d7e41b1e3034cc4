package dev.cairn.snapshot.store;

import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.DirectoryInUseException;
import dev.cairn.snapshot.StoreException;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotContent;
import dev.cairn.snapshot.format.SnapshotFile;
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
 *   done.json                the job has finished
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class GenerationStore implements AutoCloseable {
  private static final String LOCK = "cairn.lock";
  private static final String DONE = "done.json";
  private static final Pattern GENERATION = Pattern.compile("gen-(\\d{8,18})\\.cairn");
  private static final Pattern LEFT_OVER =
      Pattern.compile("\\.(gen-\\d+\\.cairn|done\\.json)\\.tmp");

  private final Path directory;
  private final int keep;
  private final Disk disk;
  private final Disk.Lock lock;
  private final Set<Long> damaged = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private long freshFrom;

  private GenerationStore(Path directory, int keep, Disk disk, Disk.Lock lock) {
    this.directory = directory;
    this.keep = keep;
    this.disk = disk;
    this.lock = lock;
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
      return new GenerationStore(directory, keep, disk, lock);
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
        Header header = SnapshotFile.verify(g.file());
        return new Newest(g, header, skipped);
      } catch (DamagedSnapshotException e) { // not a read error, which may pass: fail, remove none
        damaged.add(g.number());
        skipped.add("generation " + g.number() + " is skipped: " + e.getMessage());
      }
    }
    return new Newest(null, null, skipped);
  }

  /**
   * Makes a generation durable, then removes the oldest beyond {@code keep}. When this fails,
   * nothing of it is left and all former generations are as they were.
   *
   * @throws StoreException the directory is full or can't be written
   */
  public synchronized Generation write(SnapshotContent content) {
    List<Generation> before = list();
    long number = before.isEmpty() ? 1 : before.get(before.size() - 1).number() + 1;
    String name = String.format("gen-%08d.cairn", number);
    Path file = directory.resolve(name);
    durably(name, out -> SnapshotFile.write(content, number, out));
    try {
      Generation written = new Generation(number, file, disk.size(file));
      prune(before, number);
      return written;
    } catch (IOException e) {
      throw failed(file, "can't be looked at after it was written", e);
    }
  }

  private interface Body {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /** Writes aside, syncs, renames, syncs the directory. */
  private void durably(String name, Body body) {
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
      throw failed(file, "can't be written", e);
    }
  }

  /** Only after a newer generation is durable, which is never removed here. */
  private void prune(List<Generation> before, long written) {
    int kept = 1;
    for (int i = before.size() - 1; i >= 0; i--) {
      Generation g = before.get(i);
      if (g.number() >= freshFrom && !damaged.contains(g.number()) && kept < keep) {
        kept++;
        continue;
      }
      try {
        disk.delete(g.file());
        damaged.remove(g.number());
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
    durably(
        DONE,
        out -> {
          ByteBuffer b = ByteBuffer.wrap(text);
          while (b.hasRemaining()) {
            out.write(b);
          }
        });
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

  private static StoreException failed(Path where, String what, IOException e) {
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
