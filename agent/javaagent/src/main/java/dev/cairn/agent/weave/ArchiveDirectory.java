package dev.cairn.agent.weave;

import dev.cairn.agent.Fingerprint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells an archive by its directory, which holds name, size and CRC-32 of each entry: one read of
 * some bytes for each class, where a list of its entries costs objects for each. (PKWARE's
 * APPNOTE.TXT, 4.3.12 and 4.3.16.)
 *
 * <pre>
 *   entries  …  directory: P K 1 2 …  end: P K 5 6  disks:4  counts:4  size:4  offset:4  n:2  comment:n
 * </pre>
 */
final class ArchiveDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRY = 0x02014b50;

  private ArchiveDirectory() {}

  /** Fingerprint of the directory; of the whole file where there is none in the usual form. */
  static String fingerprint(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      ByteBuffer tail =
          littleEndian(read(in, Math.max(0, length - END_SIZE - LONGEST_COMMENT), length));
      for (int end = tail.limit() - END_SIZE; end >= 0; end--) {
        if (tail.getInt(end) == END
            && end + END_SIZE + (tail.getShort(end + 20) & 0xffff) == tail.limit()) {
          long stop = length - tail.limit() + end;
          long start = stop - (tail.getInt(end + 12) & 0xffffffffL);
          // A directory of the 64-bit form has its sizes elsewhere, and does not end here.
          if (start >= 0 && stop - start >= Integer.BYTES) {
            byte[] directory = read(in, start, stop);
            if (littleEndian(directory).getInt(0) == ENTRY) {
              return Fingerprint.of(directory);
            }
          }
          break;
        }
      }
    }
    return Fingerprint.of(Files.readAllBytes(file));
  }

  private static byte[] read(RandomAccessFile in, long start, long stop) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(stop - start)];
    in.seek(start);
    in.readFully(bytes);
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
