package dev.cairn.snapshot.store;

import dev.cairn.snapshot.format.SnapshotParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The jobs' directories whose generations lie in a directory of chunks.
 *
 * <pre>
 *   refs/0123456789abcdef.ref     the directory, relative to that of the chunks
 * </pre>
 *
 * A directory is noted before its first chunk is written. One that is noted and can't be read keeps
 * anything from being removed: its generations may be what somebody needs.
 */
final class References {
  private static final String ENDING = ".ref";

  private final Path chunks;
  private final Path refs;
  private final Disk disk;

  References(Path chunks, Disk disk) {
    this.chunks = chunks.toAbsolutePath().normalize();
    this.refs = this.chunks.resolve("refs");
    this.disk = disk;
  }

  /** Notes a job's directory, durably. */
  void add(Path job) throws IOException {
    String text = ChunkStore.relative(chunks, job) + "\n";
    Path file = refs.resolve(SnapshotParts.nameOf(text) + ENDING);
    disk.createDirectories(refs);
    if (text.equals(disk.readText(file))) {
      return;
    }
    Path aside = refs.resolve("." + file.getFileName() + ".tmp");
    try (Disk.Output out = disk.create(aside)) {
      ByteBuffer b = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (b.hasRemaining()) {
        out.write(b);
      }
      out.force();
    }
    disk.rename(aside, file);
    disk.force(refs);
  }

  /** Forgets a job's directory. */
  boolean remove(Path job) throws IOException {
    Path file =
        refs.resolve(SnapshotParts.nameOf(ChunkStore.relative(chunks, job) + "\n") + ENDING);
    boolean there = disk.readText(file) != null;
    disk.delete(file);
    return there;
  }

  /** The directories noted. */
  List<Path> all() throws IOException {
    List<Path> jobs = new ArrayList<>();
    disk.createDirectories(refs);
    for (String name : disk.list(refs)) {
      if (name.endsWith(ENDING) && !name.startsWith(".")) {
        String text = Objects.requireNonNullElse(disk.readText(refs.resolve(name)), "").strip();
        jobs.add(chunks.resolve(text.isEmpty() ? "?" : text).normalize());
      }
    }
    return jobs;
  }
}
