package dev.cairn.coordinator.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that may be wanted again, as files named by their ids. Nothing relies on them: so many
 * bytes are kept at most, those that were used least recently go first, none is synced, and each is
 * checked by its hash whenever it is read. One process at a time uses a folder; thread-safe.
 */
public final class ChunkCache {
  /** Left to others: one part in so many of the disk, and no more than so many bytes. */
  private static final long SPARE_PART = 10;

  private static final long SPARE_MOST = 1L << 30;

  /** The disk that the cache lies on, in bytes. */
  public interface Disk {
    long usable() throws IOException;

    long total() throws IOException;
  }

  private final Path folder;
  private final long capacity;
  private final Disk disk;

  /** Sizes in bytes, those used least recently first. */
  private final LinkedHashMap<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);

  private long size;

  /**
   * With what an earlier process has left in the folder.
   *
   * @param capacity in bytes; 0: nothing is kept
   */
  public ChunkCache(Path folder, long capacity, Disk disk) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.capacity = capacity;
    this.disk = disk;
    Map<FileTime, Map<String, Long>> byAge = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (Chunk.isId(name)) {
          byAge
              .computeIfAbsent(Files.getLastModifiedTime(file), t -> new TreeMap<>())
              .put(name, Files.size(file));
        } else {
          Files.deleteIfExists(file); // it was being written
        }
      }
    }
    byAge.values().forEach(sizes::putAll);
    size = sizes.values().stream().mapToLong(Long::longValue).sum();
    shrink(0);
  }

  /** On the disk of its folder. */
  public static ChunkCache in(Path folder, long capacity) throws IOException {
    Files.createDirectories(folder);
    var store = Files.getFileStore(folder);
    return new ChunkCache(
        folder,
        capacity,
        new Disk() {
          @Override
          public long usable() throws IOException {
            return store.getUsableSpace();
          }

          @Override
          public long total() throws IOException {
            return store.getTotalSpace();
          }
        });
  }

  /** The bytes of a chunk, which are those of its id; null where it isn't here, or damaged. */
  public synchronized byte @Nullable [] find(String id) throws IOException {
    if (sizes.get(id) == null) {
      return null;
    }
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(id));
      if (Chunk.id(bytes).equals(id)) {
        return bytes;
      }
    } catch (NoSuchFileException e) {
      // somebody has tidied up
    }
    drop(id);
    return null;
  }

  /**
   * Keeps a chunk for as long as there is room.
   *
   * @throws IllegalArgumentException the bytes are not those of the id
   */
  public synchronized void keep(String id, byte[] bytes) throws IOException {
    if (sizes.get(id) != null) { // and is used now
      return;
    }
    if (!Chunk.id(bytes).equals(id)) {
      throw new IllegalArgumentException("what is to be kept is not chunk " + id);
    }
    if (bytes.length > capacity || !shrink(bytes.length)) {
      return;
    }
    Path written = folder.resolve("." + id + ".tmp");
    try {
      Files.write(written, bytes);
      Files.move(written, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    sizes.put(id, (long) bytes.length);
    size += bytes.length;
  }

  /** Makes room for so many bytes; false where there can be none. */
  private boolean shrink(long bytes) throws IOException {
    while (size + bytes > capacity
        || disk.usable() - bytes < Math.min(SPARE_MOST, disk.total() / SPARE_PART)) {
      if (sizes.isEmpty()) {
        return false;
      }
      drop(sizes.keySet().iterator().next());
    }
    return true;
  }

  private void drop(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
    Long gone = sizes.remove(id);
    size -= gone == null ? 0 : gone;
  }
}
