package dev.cairn.coordinator.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** How chunks are known. */
public final class Chunk {
  /** A file that grows shares its chunks with what it was before. */
  public static final int SIZE = 4 << 20;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private Chunk() {}

  /** The id of some bytes: their SHA-256 in hexadecimal digits. */
  public static String id(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
