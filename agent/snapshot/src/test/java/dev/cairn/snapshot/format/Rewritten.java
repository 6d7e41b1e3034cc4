package dev.cairn.snapshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Gives an altered snapshot right checksums again: what a hostile writer would do. */
public final class Rewritten {
  private Rewritten() {}

  /** The file with all checksums computed anew; its section table must be whole. */
  public static byte[] withChecksums(byte[] file) throws Exception {
    byte[] out = file.clone();
    ByteBuffer b = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    int count = b.getInt(12);
    for (int i = 0; i < count; i++) {
      int at = 24 + 24 * i;
      CRC32C crc = new CRC32C();
      crc.update(out, (int) b.getLong(at + 8), (int) b.getLong(at + 16));
      b.putInt(at + 4, (int) crc.getValue());
    }
    int end = 24 + 24 * count;
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(out, end));
    System.arraycopy(sha, 0, out, end, sha.length);
    return out;
  }

  /** Where a section begins, and its length. */
  public static long[] section(byte[] file, SectionId id) {
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < b.getInt(12); i++) {
      if (b.getInt(24 + 24 * i) == id.code()) {
        return new long[] {b.getLong(24 + 24 * i + 8), b.getLong(24 + 24 * i + 16)};
      }
    }
    throw new IllegalArgumentException(id.name());
  }
}
