package dev.cairn.agent;

import java.util.HexFormat;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Tells contents apart that differ by accident: length, CRC-32 and Adler-32 (RFC 1950), both of
 * them native code of the JDK. A SHA-256 is Java code, which a JVM that has just started
 * interprets: a megabyte takes it a tenth of a second. For what one start leaves to the next on the
 * same machine; what names a snapshot's bytes is a SHA-256.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** In hex, of the same length whatever the bytes. */
  public static String of(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    Adler32 adler = new Adler32();
    adler.update(bytes);
    return hex(bytes.length) + hex(crc.getValue()) + hex(adler.getValue());
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value, 2 * Integer.BYTES);
  }
}
