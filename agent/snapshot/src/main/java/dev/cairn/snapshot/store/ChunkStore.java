package dev.cairn.snapshot.store;

import dev.cairn.snapshot.format.ChunkDirectory;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.PackWriter;
import dev.cairn.snapshot.format.SnapshotParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A directory of chunks that several generations, and several jobs, share.
 *
 * <pre>
 *   chunks.lock                   shared by who writes, exclusive to who collects
 *   pack-(32 hex digits).chunks   chunks; written as .pack-*.tmp, never changed
 *   refs/                         the jobs' directories that refer to it
 * </pre>
 *
 * <p>Who writes holds the lock from looking which chunks are there until the file that refers to
 * them is durable: a collection sees them either as wanted or not at all. Thread-safe.
 */
final class ChunkStore {
  static final String LOCK = "chunks.lock";

  private static final AtomicLong ASIDE = new AtomicLong();

  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(120);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final Path directory;
  private final Path job;
  private final Compression compression;
  private final CompressionLadder ladder = new CompressionLadder();
  private final Disk disk;
  private final References references;
  private @Nullable ChunkDirectory known;
  private boolean distrusted;

  /**
   * @param job the directory of the generations that refer to it
   */
  ChunkStore(Path directory, Path job, Compression compression, Disk disk) {
    this.directory = directory.toAbsolutePath().normalize();
    this.job = job.toAbsolutePath().normalize();
    this.compression = compression;
    this.disk = disk;
    this.references = new References(directory, disk);
  }

  Path directory() {
    return directory;
  }

  /** Makes durable what refers to chunks. */
  interface Publication {
    /**
     * @param locator where the chunks lie, seen from the job's directory
     * @param added bytes that were added there
     */
    void publish(String locator, long added) throws IOException;
  }

  /**
   * Makes the missing chunks durable, then what refers to them. When this fails, no pack of it is
   * left.
   *
   * @return bytes added
   */
  synchronized long add(SnapshotParts parts, Publication publication) throws IOException {
    disk.createDirectories(directory);
    Disk.Hold held = shared();
    try {
      references.add(job);
      Path pack = write(parts);
      try {
        long added = pack == null ? 0 : disk.size(pack);
        publication.publish(relative(job, directory), added);
        return added;
      } catch (IOException | RuntimeException | Error e) {
        if (pack != null) {
          withdraw(pack, e);
        }
        throw e;
      }
    } finally {
      held.close();
    }
  }

  private void withdraw(Path pack, Throwable cause) {
    try {
      disk.delete(pack);
    } catch (IOException second) {
      cause.addSuppressed(second); // the first failure is the one to be told; it is collected later
    }
  }

  private @Nullable Path write(SnapshotParts parts) throws IOException {
    ChunkDirectory there = there();
    Path aside = aside();
    Path written = aside;
    try {
      String name;
      int size;
      try (TimedOutput out = new TimedOutput(disk.create(aside));
          PackWriter writer = new PackWriter(out, compression())) {
        parts.writeChunks(writer, distrusted ? id -> false : there::has);
        size = writer.size();
        name = writer.finish();
        if (size > 0) {
          out.force();
        }
        ladder.took(writer.plainBytes(), writer.storedBytes(), writer.encodingNanos(), out.nanos());
      }
      if (size == 0 || (!distrusted && there.hasPack("pack-" + name + ".chunks"))) {
        disk.delete(aside); // nothing new
        return null;
      }
      Path pack = free(name);
      disk.rename(aside, pack);
      written = pack;
      disk.force(directory);
      distrusted = false;
      return pack;
    } catch (IOException | RuntimeException | Error e) {
      withdraw(written, e);
      throw e;
    }
  }

  private Compression compression() {
    return compression.equals(Compression.BY_DISK) ? ladder.next() : compression;
  }

  /** Of a damaged pack of the same chunks the name is taken. */
  private Path free(String name) throws IOException {
    List<String> taken = disk.list(directory);
    String free = name;
    while (taken.contains("pack-" + free + ".chunks")) {
      free = SnapshotParts.nameOf(free) + SnapshotParts.nameOf(free + "'");
    }
    return directory.resolve("pack-" + free + ".chunks");
  }

  /** A name that no other writer has: of this process, or of another host's. */
  private Path aside() {
    return directory.resolve(
        String.format(
            ".pack-%d-%d-%x.tmp",
            ProcessHandle.current().pid(), ASIDE.incrementAndGet(), System.nanoTime()));
  }

  private ChunkDirectory there() throws IOException {
    if (known == null) {
      known = ChunkDirectory.open(directory);
    } else {
      known.refresh();
    }
    return known;
  }

  /** A chunk was found damaged: the next generation relies on none of those that are there. */
  synchronized void distrust() {
    distrusted = true;
  }

  /** Removes what no generation needs any more; what was done, or why nothing was. */
  synchronized Collection collect() throws IOException {
    return new ChunkCollector(directory, disk).collect();
  }

  private Disk.Hold shared() throws IOException {
    Path file = directory.resolve(LOCK);
    long begin = System.nanoTime();
    while (true) {
      Disk.Hold held = disk.lockShared(file);
      if (held != null) {
        return held;
      }
      if (System.nanoTime() - begin > LONGEST_WAIT) {
        throw new IOException(file + " is held by a collection that does not end");
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** How {@code to} is called from {@code from}; from another root by its full name. */
  static String relative(Path from, Path to) {
    Path a = from.toAbsolutePath().normalize();
    Path b = to.toAbsolutePath().normalize();
    Path path = Objects.equals(a.getRoot(), b.getRoot()) ? a.relativize(b) : b;
    return path.toString().isEmpty() ? "." : path.toString().replace('\\', '/');
  }
}
