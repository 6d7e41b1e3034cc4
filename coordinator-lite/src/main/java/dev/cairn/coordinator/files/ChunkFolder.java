package dev.cairn.coordinator.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chunks as files, named by their ids: {@code ab/ab12…}. Written aside, synced, renamed; read with
 * their hash checked. Thread-safe, since a chunk's file never changes.
 */
public final class ChunkFolder implements ChunkSource, ChunkSink {
  private final Path folder;
  private final AtomicLong aside = new AtomicLong();

  public ChunkFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
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
    missing.removeIf(this::has);
    return missing;
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
    if (Files.isRegularFile(file)) {
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
      force(folder);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
