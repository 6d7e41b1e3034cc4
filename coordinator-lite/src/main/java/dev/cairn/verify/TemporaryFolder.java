package dev.cairn.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that is gone when it is closed, or when this process is told to end, unless it is kept.
 */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread cleanUp = new Thread(this::delete, "cairn-clean-up");
  private boolean kept;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** A fresh folder where the system keeps such, its name beginning with {@code prefix}. */
  public static TemporaryFolder create(String prefix) throws IOException {
    TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix).toRealPath());
    Runtime.getRuntime().addShutdownHook(folder.cleanUp);
    return folder;
  }

  /** Its absolute path, links resolved. */
  public Path path() {
    return path;
  }

  /** Leaves it for somebody to look at. */
  public void keep() {
    kept = true;
  }

  /**
   * Deletes it unless it is kept.
   *
   * @throws UncheckedIOException where it can't be deleted
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      return; // this process ends: the hook is at it
    }
    if (!kept) {
      delete();
    }
  }

  private void delete() {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " can't be deleted: " + e.getMessage(), e);
    }
  }
}
