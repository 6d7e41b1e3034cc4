package dev.cairn.agent.files;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Undoes acts, the newest first. */
final class Undo {
  private final Path kept;

  /**
   * @param kept where kept files lie
   */
  Undo(Path kept) {
    this.kept = kept;
  }

  /**
   * Undoes one act.
   *
   * @throws AgentException it can't be undone, since somebody else has changed the file
   */
  void undo(Act act) throws IOException {
    Path file = act.file();
    switch (act.kind()) {
      case MADE -> removeIfThere(file);
      case APPENDED -> cutBack(file, act.detail());
      case CHANGED -> {
        Path copy = kept.resolve(act.detail());
        if (Files.exists(copy)) {
          clear(file, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
          rewrite(copy, file);
        }
      }
      case REMOVED -> {
        Path old = kept.resolve(act.detail());
        if (Files.exists(old)) {
          moveBack(old, file);
        }
      }
      case LINK_REMOVED -> {
        clear(file, Files.isSymbolicLink(file));
        if (!there(file)) {
          Files.createSymbolicLink(file, Path.of(act.detail()));
        }
      }
      case DIRECTORY_REMOVED -> {
        clear(file, Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
        if (!there(file)) {
          Files.createDirectory(file);
        }
      }
      case RENAMED -> {
        Path now = Path.of(act.detail());
        if (!there(file) && there(now)) {
          Files.move(now, file, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      case LOST -> throw refused(file, act.detail());
    }
  }

  /** Frees what was kept for an act that is undone. */
  void forget(Act act) throws IOException {
    if (act.kind() == Act.Kind.CHANGED || act.kind() == Act.Kind.REMOVED) {
      Files.deleteIfExists(kept.resolve(act.detail()));
    }
  }

  private static boolean there(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Makes room: something of another kind may stand there now. */
  private static void clear(Path file, boolean sameKind) throws IOException {
    if (!sameKind) {
      removeIfThere(file);
    }
  }

  private static void removeIfThere(Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } catch (DirectoryNotEmptyException e) {
      throw refused(file, "the job made this directory, and somebody else has put files into it");
    }
  }

  private static void cutBack(Path file, String detail) throws IOException {
    int space = detail.indexOf(' ');
    long length = Long.parseLong(detail.substring(0, space));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() < length || !Tail.of(file, length).equals(detail.substring(space + 1))) {
        throw refused(file, "the job appended to it, and somebody else has changed it since");
      }
      channel.truncate(length);
      channel.force(true);
    } catch (NoSuchFileException e) {
      throw refused(file, "the job appended to it, and somebody else has removed it");
    }
  }

  /** In place: whoever has the file open, or another name of it, has it still. */
  private static void rewrite(Path copy, Path file) throws IOException {
    try (FileChannel from = FileChannel.open(copy, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      long at = 0;
      while (at < from.size()) {
        at += from.transferTo(at, from.size() - at, to);
      }
      to.force(true);
    }
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(copy));
  }

  private static void moveBack(Path old, Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(old, file)) {
      return; // it was not removed after all
    }
    clear(file, Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    try {
      Files.move(old, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) { // on another file system
      Files.copy(
          old, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static AgentException refused(Path file, String why) {
    return new AgentException(
        ExitCode.DATA,
        "file "
            + file
            + " can't be put back as it was at the snapshot: "
            + why
            + "; put it back yourself and remove the folder 'files' beside the generations, or begin"
            + " anew with the option fresh");
  }
}
