package dev.cairn.snapshot.store;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store asks of the file system; an interface so that tests can let each step fail. */
public interface Disk {
  /** A file being written. */
  interface Output extends WritableByteChannel {
    /** Returns when all that was written would survive a power loss. */
    void force() throws IOException;
  }

  /** A lock on a file, held until closed or until the process ends. */
  interface Hold extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** A lock that nobody shares. */
  interface Lock extends Hold {
    /** Replaces the lock file's content. */
    void write(String content) throws IOException;
  }

  /** Creates the directory and those above it, where missing. */
  void createDirectories(Path directory) throws IOException;

  /** Names of the directory's files, in any order. */
  List<String> list(Path directory) throws IOException;

  /** Creates the file anew. */
  Output create(Path file) throws IOException;

  /** Renames within a directory; whoever looks sees the old or the new state. */
  void rename(Path from, Path to) throws IOException;

  /** Removes the file, where it exists. */
  void delete(Path file) throws IOException;

  /** Returns when the directory's entries would survive a power loss. */
  void force(Path directory) throws IOException;

  /** The file's length in bytes. */
  long size(Path file) throws IOException;

  /** The whole of a small text file, or null where there is none. */
  @Nullable String readText(Path file) throws IOException;

  /** Locks the file, creating it where missing; null where another process or this one holds it. */
  @Nullable Lock lock(Path file) throws IOException;

  /**
   * Locks the file together with others that share it, creating it where missing; null where it is
   * locked by one who doesn't.
   */
  @Nullable Hold lockShared(Path file) throws IOException;

  /** The disk of this machine. */
  static Disk real() {
    return RealDisk.INSTANCE;
  }
}
