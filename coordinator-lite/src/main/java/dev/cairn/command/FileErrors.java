package dev.cairn.command;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Says what java.nio's exceptions mean: their messages are often a mere path. */
final class FileErrors {
  private FileErrors() {}

  static String describe(FileSystemException e) {
    @Nullable String reason = e.getReason();
    String what =
        e instanceof NoSuchFileException
            ? "no such file or directory"
            : e instanceof AccessDeniedException
                ? "permission denied"
                : reason != null ? reason : e.getClass().getSimpleName();
    return e.getFile() + ": " + what;
  }
}
