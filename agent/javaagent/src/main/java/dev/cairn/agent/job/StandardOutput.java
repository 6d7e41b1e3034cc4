package dev.cairn.agent.job;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Standard output on a file: its length belongs to a snapshot. What a job printed after the
 * snapshot it is resumed from, it prints again; so the file is cut back to the recorded length
 * first, and each line stands in it once.
 *
 * <p>After a stop the job prints nothing, so what follows the recorded length then was written by
 * somebody else (a script's own lines) and stays. {@link Resumptions} remembers where a run began
 * to print, in case it is cut off before its first own snapshot.
 *
 * <p>A file is cut only if it surely is the one the job wrote: by its path, and by the last bytes
 * before the recorded length, which must be the same. Pipes, terminals and other files are left as
 * they are.
 */
final class StandardOutput {
  private static final int TAIL = 4096;

  /** {@code path|length|crc32c of the tail before length, in hex}. */
  private static final char SEPARATOR = '|';

  private StandardOutput() {}

  /** What a snapshot keeps of standard output; empty where it is no file. */
  static String mark() {
    Path file = file();
    if (file == null) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = channel.size();
      return file + "" + SEPARATOR + length + SEPARATOR + tail(channel, length);
    } catch (IOException e) {
      return ""; // not readable: it can't be recognised later, and so is never cut
    }
  }

  /**
   * Cuts standard output back to a mark.
   *
   * @return what to tell the user, or null where nothing is worth saying
   * @throws IOException where it is the right file and can't be cut
   */
  static @Nullable String cutBack(String mark) throws IOException {
    if (mark.isEmpty()) {
      return null;
    }
    int hash = mark.lastIndexOf(SEPARATOR);
    int size = mark.lastIndexOf(SEPARATOR, hash - 1);
    Path recorded = Path.of(mark.substring(0, size));
    long length = Long.parseLong(mark.substring(size + 1, hash));
    Path file = file();
    if (file == null || !file.equals(recorded)) {
      return null;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long now = channel.size();
      if (now == 0 && length > 0) {
        return "standard output " + file + " was emptied: it begins with the resumed part";
      }
      if (now < length || !tail(channel, length).equals(mark.substring(hash + 1))) {
        return "standard output "
            + file
            + " is not what the job had written: it is appended to, not cut back";
      }
      channel.truncate(length);
      position(length);
      return null;
    }
  }

  /** Moves the descriptor, which need not be in append mode, to the new end. */
  private static void position(long length) throws IOException {
    @SuppressWarnings("resource") // closing it would close standard output
    FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
    out.position(length);
  }

  /** The regular file behind descriptor 1, or null. */
  private static @Nullable Path file() {
    Path link = Path.of("/proc/self/fd/1");
    try {
      Path file = Files.readSymbolicLink(link);
      return file.isAbsolute() && Files.isRegularFile(file) ? file : null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static String tail(FileChannel channel, long length) throws IOException {
    int n = (int) Math.min(TAIL, length);
    ByteBuffer buffer = ByteBuffer.allocate(n);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, length - n + buffer.position()) < 0) {
        break;
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(buffer.flip());
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
