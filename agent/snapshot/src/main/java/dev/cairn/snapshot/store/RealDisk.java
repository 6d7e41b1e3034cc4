package dev.cairn.snapshot.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file system, by java.nio. Thread-safe. */
final class RealDisk implements Disk {
  static final RealDisk INSTANCE = new RealDisk();

  /**
   * Files locked by this process, and what they hold. A POSIX lock belongs to the process: opening
   * the file a second time and closing it again would silently let go of the first lock. So such a
   * file is not even read.
   */
  private final Map<Path, String> locked = new HashMap<>();

  /** Files locked by this process together with others. */
  private final Map<Path, SharedLock> shared = new HashMap<>();

  private RealDisk() {}

  @Override
  public void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.map(f -> f.getFileName().toString()).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause(); // how a stream of files tells that reading the directory fails on the way
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new Output() {
      @Override
      public int write(ByteBuffer b) throws IOException {
        return channel.write(b);
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public @Nullable String readText(Path file) throws IOException {
    Path real = real(file);
    synchronized (locked) {
      if (locked.containsKey(real)) {
        return locked.get(real);
      }
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public @Nullable Lock lock(Path file) throws IOException {
    Path real = real(file);
    synchronized (locked) {
      if (shared.containsKey(real) || locked.putIfAbsent(real, "") != null) {
        return null;
      }
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              real, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new HeldLock(real, channel);
      }
    } catch (OverlappingFileLockException e) {
      // held by another class loader's copy of this class: in use all the same
    } catch (Throwable t) {
      release(real, channel);
      throw t;
    }
    release(real, channel);
    return null;
  }

  @Override
  public @Nullable Hold lockShared(Path file) throws IOException {
    Path real = real(file);
    synchronized (locked) {
      SharedLock held = shared.get(real);
      if (held == null && !locked.containsKey(real)) {
        held = SharedLock.acquire(real);
      }
      if (held == null) {
        return null;
      }
      shared.put(real, held);
      held.holders++;
      return new SharedHold(real);
    }
  }

  /** One lock of this process, whoever holds it: see {@link #locked}. */
  private static final class SharedLock {
    private final FileChannel channel;
    private int holders;

    private SharedLock(FileChannel channel) {
      this.channel = channel;
    }

    static @Nullable SharedLock acquire(Path real) throws IOException {
      FileChannel channel =
          FileChannel.open(
              real, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock(0, Long.MAX_VALUE, true) != null) {
          return new SharedLock(channel);
        }
      } catch (OverlappingFileLockException e) {
        // held by another class loader's copy of this class
      } catch (Throwable t) {
        channel.close();
        throw t;
      }
      channel.close();
      return null;
    }
  }

  private final class SharedHold implements Hold {
    private final Path real;
    private boolean closed;

    SharedHold(Path real) {
      this.real = real;
    }

    @Override
    public void close() throws IOException {
      synchronized (locked) {
        SharedLock held = shared.get(real);
        if (!closed && held != null && --held.holders == 0) {
          shared.remove(real);
          held.channel.close();
        }
        closed = true;
      }
    }
  }

  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent.toRealPath().resolve(absolute.getFileName());
  }

  private void release(Path real, @Nullable FileChannel channel) throws IOException {
    synchronized (locked) {
      locked.remove(real);
    }
    if (channel != null) {
      channel.close();
    }
  }

  private final class HeldLock implements Lock {
    private final Path real;
    private final FileChannel channel;

    HeldLock(Path real, FileChannel channel) {
      this.real = real;
      this.channel = channel;
    }

    @Override
    public void write(String content) throws IOException {
      synchronized (locked) {
        locked.put(real, content);
      }
      channel.truncate(0);
      ByteBuffer b = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (b.hasRemaining()) {
        channel.write(b, b.position());
      }
    }

    @Override
    public void close() throws IOException {
      release(real, channel);
    }
  }
}
