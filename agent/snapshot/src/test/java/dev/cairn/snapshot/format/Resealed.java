package dev.cairn.snapshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/**
 * Any bytes, with each checksum of a snapshot's file or of a pack made right that can be found
 * there: so that a reader looks at what they hold, and not at the checksums alone.
 */
public final class Resealed {
  private static final int FIXED = 24;
  private static final int ENTRY = 24;
  private static final int SHA = 32;
  private static final int PACKED = 56;
  private static final int FOOTER = 24;

  private Resealed() {}

  /** A snapshot's file. Its length is made right, too. */
  public static byte[] file(byte[] bytes) {
    byte[] file = bytes.clone();
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int sections = file.length < FIXED ? -1 : b.getInt(12);
    int end = FIXED + sections * ENTRY;
    if (sections < 0 || sections > 64 || end + SHA > file.length) {
      return file;
    }
    b.putLong(16, file.length);
    for (int at = FIXED; at < end; at += ENTRY) {
      long from = b.getLong(at + 8);
      long length = b.getLong(at + 16);
      if (from < end + SHA || from > file.length || length < 0 || length > file.length - from) {
        continue;
      }
      if (SectionId.of(b.getInt(at)) == SectionId.PACK) {
        pack(b, (int) from, (int) length);
      } else {
        b.putInt(at + 4, crc(file, (int) from, (int) length));
      }
    }
    MessageDigest sha = HeapImage.sha256();
    sha.update(file, 0, end);
    System.arraycopy(sha.digest(), 0, file, end, SHA);
    return file;
  }

  /** A file that is a pack. */
  public static byte[] pack(byte[] bytes) {
    byte[] pack = bytes.clone();
    pack(ByteBuffer.wrap(pack).order(ByteOrder.LITTLE_ENDIAN), 0, pack.length);
    return pack;
  }

  private static void pack(ByteBuffer b, int from, int length) {
    if (length < PackWriter.MAGIC.length + FOOTER) {
      return;
    }
    int footer = from + length - FOOTER;
    long index = from + b.getLong(footer);
    long size = (long) b.getInt(footer + 8) * PACKED;
    if (index < from || index > footer || size < 0 || index + size != footer) {
      return;
    }
    for (int at = (int) index; at < footer; at += PACKED) {
      long body = from + b.getLong(at + 32);
      int stored = b.getInt(at + 40);
      if (body >= from && body <= index && stored >= 0 && stored <= index - body) {
        b.putInt(at + 48, crc(b.array(), (int) body, stored));
      }
    }
    b.putInt(footer + 12, crc(b.array(), (int) index, (int) size));
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
