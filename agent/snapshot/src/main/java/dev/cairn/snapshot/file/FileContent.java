package dev.cairn.snapshot.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a file's bytes are known again: the SHA-256 of all of them, or, where there are more than
 * 64 MiB, of the first and the last MiB and 62 pieces of 64 KiB between, evenly spread. So a file
 * of any size costs a read of 6 MiB at most.
 *
 * <pre>
 *   whole:hex   sampled:hex
 * </pre>
 *
 * A change in a larger file that leaves the length, and no sample, as it was isn't seen; a caller
 * who can't live with that asks for the whole.
 */
public final class FileContent {
  /** What is read as a whole without being asked for, at most. */
  public static final long WHOLE = 64L << 20;

  private static final String WHOLE_TAG = "whole:";
  private static final String SAMPLED_TAG = "sampled:";
  private static final int END = 1 << 20;
  private static final int PIECE = 64 << 10;
  private static final int PIECES = 62;

  private FileContent() {}

  /**
   * Of the first {@code length} bytes.
   *
   * @param whole whether all are read, however many there are
   */
  public static String of(FileChannel file, long length, boolean whole) throws IOException {
    boolean all = whole || length <= WHOLE;
    return all ? WHOLE_TAG + whole(file, length) : SAMPLED_TAG + sampled(file, length);
  }

  /** Whether the first {@code length} bytes are those that {@link #of} saw. */
  public static boolean matches(FileChannel file, long length, String content) throws IOException {
    return content.startsWith(SAMPLED_TAG)
        ? length > WHOLE && content.equals(SAMPLED_TAG + sampled(file, length))
        : content.equals(WHOLE_TAG + whole(file, length));
  }

  private static String whole(FileChannel file, long length) throws IOException {
    MessageDigest digest = digest();
    update(digest, file, 0, length);
    return hex(digest);
  }

  private static String sampled(FileChannel file, long length) throws IOException {
    MessageDigest digest = digest();
    update(digest, file, 0, END);
    long step = (length - 2L * END) / PIECES;
    for (int i = 0; i < PIECES; i++) {
      update(digest, file, END + i * step, PIECE);
    }
    update(digest, file, length - END, END);
    return hex(digest);
  }

  private static void update(MessageDigest digest, FileChannel file, long from, long length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(1, length)));
    for (long at = from; at < from + length; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), from + length - at));
      int n = file.read(buffer, at);
      if (n < 0) {
        throw new IOException("it is shorter than " + (from + length) + " bytes");
      }
      digest.update(buffer.flip());
      at += n;
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
