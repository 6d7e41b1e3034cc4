package dev.cairn.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** A checksum of a file's last 4 KB: whether a file that has grown still begins as it did. */
final class Tail {
  private static final int LENGTH = 4096;

  private Tail() {}

  /** Of the bytes before {@code length}. */
  static String of(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int n = (int) Math.min(LENGTH, length);
      ByteBuffer buffer = ByteBuffer.allocate(n);
      while (buffer.hasRemaining() && channel.read(buffer, length - n + buffer.position()) >= 0) {}
      CRC32C crc = new CRC32C();
      crc.update(buffer.flip());
      return HexFormat.of().toHexDigits((int) crc.getValue());
    }
  }
}
