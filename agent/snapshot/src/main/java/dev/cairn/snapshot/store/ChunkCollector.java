package dev.cairn.snapshot.store;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.ChunkDirectory;
import dev.cairn.snapshot.format.ChunkId;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.PackWriter;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes chunks that no generation refers to.
 *
 * <pre>
 *   with the lock that nobody shares:
 *     live = chunks of every snapshot in every directory that is noted;
 *            one that can't be read: remove nothing, and say so
 *     a pack without a live chunk goes
 *     packs that are mostly dead, or small and many: their live chunks are copied into one new
 *       pack; when that is durable, they go
 * </pre>
 *
 * At no time is a live chunk in no pack, so it may be killed at any.
 */
public final class ChunkCollector {
  /** More packs than these are joined. */
  private static final int MANY = 32;

  private final Path directory;
  private final Disk disk;

  ChunkCollector(Path directory, Disk disk) {
    this.directory = directory.toAbsolutePath().normalize();
    this.disk = disk;
  }

  /**
   * Collects in a directory of chunks of this machine.
   *
   * @throws dev.cairn.snapshot.StoreException it can't be read or written
   */
  public static Collection collect(Path chunks) {
    try {
      return new ChunkCollector(chunks, Disk.real()).collect();
    } catch (IOException e) {
      throw GenerationStore.failed(chunks, "can't be collected", e);
    }
  }

  /**
   * Lets a directory of chunks forget a job's directory that is gone for good.
   *
   * @return whether it knew it
   */
  public static boolean forget(Path chunks, Path job) {
    try {
      return new References(chunks, Disk.real()).remove(job);
    } catch (IOException e) {
      throw GenerationStore.failed(chunks, "can't be written", e);
    }
  }

  Collection collect() throws IOException {
    try (Disk.Lock lock = disk.lock(directory.resolve(ChunkStore.LOCK))) {
      return lock == null
          ? blocked(directory + " is being written to")
          : collectAlone(new HashSet<>());
    }
  }

  private static Collection blocked(String why) {
    return new Collection(0, 0, why);
  }

  private Collection collectAlone(Set<ChunkId> live) throws IOException {
    for (Path job : new References(directory, disk).all()) {
      if (!Files.isDirectory(job)) {
        return blocked(
            "the job's directory "
                + job
                + " refers to "
                + directory
                + " and is not there; if it is gone for good: cairn snap gc --forget "
                + job
                + " "
                + directory);
      }
      for (String name : disk.list(job)) {
        if (name.endsWith(".cairn")) {
          try {
            live.addAll(SnapshotFile.chunksIn(directory, job.resolve(name)));
          } catch (SnapshotException e) {
            return blocked("what it needs can't be told: " + e.getMessage());
          }
        }
      }
    }
    return sweep(live);
  }

  private Collection sweep(Set<ChunkId> live) throws IOException {
    try (ChunkDirectory there = ChunkDirectory.open(directory)) {
      List<ChunkDirectory.Use> uses = there.uses(live);
      List<Path> gone = new ArrayList<>();
      long freed = 0;
      List<ChunkDirectory.Use> moved = moved(uses);
      Path joined = null;
      if (!moved.isEmpty()) {
        joined = move(there, moved, live);
        freed -= disk.size(joined);
      }
      for (ChunkDirectory.Use u : uses) {
        if (u.wanted() == 0 || moved.contains(u)) {
          gone.add(u.file());
          freed += u.bytes();
        }
      }
      if (live.stream().allMatch(there::has)) {
        gone.addAll(there.damagedFiles());
      }
      for (Path file : gone) {
        if (!file.equals(joined)) { // one of the same chunks was there, from a collection killed
          disk.delete(file);
        }
      }
      for (String name : disk.list(directory)) {
        if (name.startsWith(".pack-") && name.endsWith(".tmp")) {
          disk.delete(directory.resolve(name));
        }
      }
      return new Collection(gone.size(), freed, null);
    }
  }

  private static List<ChunkDirectory.Use> moved(List<ChunkDirectory.Use> uses) {
    List<ChunkDirectory.Use> alive =
        new ArrayList<>(uses.stream().filter(u -> u.wanted() > 0).toList());
    List<ChunkDirectory.Use> moved =
        new ArrayList<>(alive.stream().filter(u -> u.wanted() * 2 < u.bytes()).toList());
    alive.removeAll(moved);
    if (alive.size() > MANY) {
      alive.sort(Comparator.comparingLong(ChunkDirectory.Use::bytes));
      moved.addAll(alive.subList(0, alive.size() - MANY / 2));
    }
    return moved;
  }

  /** Copies what is live of some packs into a new one. */
  private Path move(ChunkDirectory from, List<ChunkDirectory.Use> packs, Set<ChunkId> live)
      throws IOException {
    Path aside = directory.resolve(".pack-collected.tmp");
    String name;
    try (Disk.Output out = disk.create(aside);
        PackWriter writer = new PackWriter(out, Compression.RAW)) {
      from.copyTo(writer, packs, live);
      name = writer.finish();
      out.force();
    }
    Path pack = directory.resolve("pack-" + name + ".chunks");
    disk.rename(aside, pack);
    disk.force(directory);
    return pack;
  }
}
