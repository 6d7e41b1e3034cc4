package dev.cairn.coordinator.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chunks as files, named by their ids: {@code ab/ab12…}. Written aside, synced, renamed; read with
 * their hash checked. Thread-safe, since a chunk's file never changes.
 *
 * <p>What nobody needs is removed in two rounds, without a clock: a round removes what the one
 * before found to be needed by nobody, and nobody needs still, or has sent or asked for since.
 *
 * <pre>
 *   round n:    unneeded = all that nobody needs
 *   missing(x), write(x):  x is not unneeded (somebody is about to refer to it)
 *   round n+1:  removes what is unneeded still
 * </pre>
 */
public final class ChunkFolder implements ChunkSource, ChunkSink {
  private final Path folder;
  private final AtomicLong aside = new AtomicLong();

  /** Shelves of which it is known that they would survive a power loss. */
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  /** Found to be needed by nobody, and not sent or asked for since. */
  private final Set<String> unneeded = new HashSet<>();

  /** One process at a time uses a folder: what was being written aside when one died goes. */
  public ChunkFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".write-*.tmp")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path shelf(String id) {
    if (!Chunk.isId(id)) {
      throw new IllegalArgumentException("no chunk's id: " + id);
    }
    return folder.resolve(id.substring(0, 2));
  }

  private Path file(String id) {
    return shelf(id).resolve(id);
  }

  public boolean has(String id) {
    return Files.isRegularFile(file(id));
  }

  @Override
  public Set<String> missing(Collection<String> ids) {
    Set<String> missing = new LinkedHashSet<>(ids);
    missing.removeIf(this::keep);
    return missing;
  }

  /** Whether it is there; if so it stays there. */
  private synchronized boolean keep(String id) {
    unneeded.remove(id);
    return has(id);
  }

  @Override
  public byte[] read(String id) throws IOException {
    byte[] bytes = Files.readAllBytes(file(id));
    if (!Chunk.id(bytes).equals(id)) {
      throw new IOException(file(id) + " is damaged: it is not what its name says");
    }
    return bytes;
  }

  @Override
  public void write(String id, byte[] bytes) throws IOException {
    if (!Chunk.id(bytes).equals(id)) {
      throw new IllegalArgumentException("what was sent is not chunk " + id);
    }
    Path file = file(id);
    if (keep(id)) {
      return;
    }
    Path shelf = Files.createDirectories(shelf(id));
    Path written = folder.resolve(".write-" + aside.incrementAndGet() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(
              written,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      force(shelf);
      if (!durable.contains(shelf)) { // what was written aside may come back: it goes at a start
        force(folder);
        durable.add(shelf);
      }
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Tells what is needed. */
  public interface Needs {
    /**
     * All chunks that somebody needs who was known when this was called, or later: what is referred
     * to from then on has been asked for by {@link #missing} since.
     */
    Set<String> chunks() throws IOException;
  }

  /**
   * A round.
   *
   * @return how many chunks were removed
   * @throws IOException what is needed can't be told, and nothing was removed
   */
  public int collect(Needs needs) throws IOException {
    List<String> candidates;
    synchronized (this) {
      candidates = List.copyOf(unneeded);
    }
    Set<String> needed = needs.chunks();
    int removed = 0;
    for (String id : candidates) {
      if (!needed.contains(id) && removeUnneeded(id)) {
        removed++;
      }
    }
    List<String> found = all().stream().filter(id -> !needed.contains(id)).toList();
    synchronized (this) {
      unneeded.clear();
      unneeded.addAll(found);
    }
    return removed;
  }

  private synchronized boolean removeUnneeded(String id) throws IOException {
    return unneeded.remove(id) && Files.deleteIfExists(file(id));
  }

  private List<String> all() throws IOException {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> shelves = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
      for (Path shelf : shelves) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf)) {
          for (Path file : files) {
            String name = file.getFileName().toString();
            if (Chunk.isId(name)) {
              ids.add(name);
            }
          }
        }
      }
    }
    return ids;
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
