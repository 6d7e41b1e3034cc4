package dev.cairn.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Standard output on a pipe, where nothing can be cut back: what a resumed job prints a second time
 * is not written a second time. Hooks in {@code java.io.FileOutputStream} hand over each write to
 * descriptor 1; it is passed on in pieces that a pipe takes whole or not at all, each noted outside
 * of the process's memory before it goes out and after.
 *
 * <pre>
 *   bytes of the job's output, from its beginning
 *   0 ................ position ............ written ......
 *     printed in former    the job prints        not yet
 *     lives                this again: dropped   printed
 * </pre>
 *
 * Thread-safe.
 */
public final class PipedOutput {
  /** Keeps how much was written; must survive the process. */
  public interface Ledger {
    /**
     * A piece is about to go out.
     *
     * @param after bytes of the job's output, from its beginning, once it is out
     * @param hash of all of them
     */
    void writes(long after, long hash, byte[] bytes, int offset, int length);

    /** The piece that was told last is out. */
    void wrote();

    /** The job has now printed again all that was written, and it was not the same. */
    void differs(long written);
  }

  /** What a pipe takes whole or not at all (POSIX's least PIPE_BUF is 512, Linux's is 4096). */
  private static final int PIECE = 4096;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final FileDescriptor OUT = FileDescriptor.out;
  private static final Object LOCK = new Object();

  private static volatile @Nullable Ledger ledger;
  private static long position;
  private static long hash;
  private static long written;
  private static long writtenHash;
  private static @Nullable Thread passing;

  private PipedOutput() {}

  /**
   * Begins to follow.
   *
   * @param at bytes printed by the time of the snapshot that is resumed; 0 at the start
   * @param hashThere their hash
   * @param out bytes that went out, at least {@code at}
   * @param outHash their hash
   */
  public static void follow(Ledger keeper, long at, long hashThere, long out, long outHash) {
    synchronized (LOCK) {
      position = at;
      hash = hashThere;
      written = out;
      writtenHash = outHash;
      ledger = keeper;
    }
  }

  /** How many bytes the job has printed since its beginning, or -1 where that is not followed. */
  public static long position() {
    synchronized (LOCK) {
      return ledger == null ? -1 : position;
    }
  }

  /** The hash of what the job has printed since its beginning. */
  public static long hash() {
    synchronized (LOCK) {
      return hash;
    }
  }

  // ---- called by the hooks ----

  /** {@code write(int)}; true where the byte has been dealt with. */
  public static boolean write(FileOutputStream to, FileDescriptor fd, int b) throws IOException {
    return fd == OUT && ledger != null && pass(to, new byte[] {(byte) b}, 0, 1);
  }

  /** {@code write(byte[])}. */
  public static boolean write(FileOutputStream to, FileDescriptor fd, byte[] b) throws IOException {
    return fd == OUT && ledger != null && pass(to, b, 0, b.length);
  }

  /** {@code write(byte[], int, int)}. */
  public static boolean write(
      FileOutputStream to, FileDescriptor fd, byte[] b, int offset, int length) throws IOException {
    // Bad arguments are for the method itself to complain of.
    return fd == OUT
        && ledger != null
        && (offset | length | (b.length - length - offset)) >= 0
        && pass(to, b, offset, length);
  }

  private static boolean pass(FileOutputStream to, byte[] b, int offset, int length)
      throws IOException {
    synchronized (LOCK) {
      Ledger keeper = ledger;
      if (keeper == null || passing == Thread.currentThread()) {
        return false; // the piece itself
      }
      int at = offset;
      int end = offset + length;
      while (at < end) {
        at += written > position ? drop(keeper, b, at, end) : piece(keeper, to, b, at, end);
      }
      return true;
    }
  }

  /** What went out in a former life already. */
  private static int drop(Ledger keeper, byte[] b, int at, int end) {
    int n = (int) Math.min(written - position, end - at);
    advance(b, at, n);
    if (position == written && hash != writtenHash) {
      keeper.differs(written);
    }
    return n;
  }

  private static int piece(Ledger keeper, FileOutputStream to, byte[] b, int at, int end)
      throws IOException {
    int n = Math.min(PIECE, end - at);
    advance(b, at, n); // if it fails the job knows, and goes on from there in every life
    keeper.writes(position, hash, b, at, n);
    passing = Thread.currentThread();
    try {
      to.write(b, at, n);
    } finally {
      passing = null;
      written = position;
      writtenHash = hash;
      keeper.wrote();
    }
    return n;
  }

  private static void advance(byte[] b, int at, int n) {
    long h = hash;
    for (int i = at; i < at + n; i++) {
      h = (h + (b[i] & 0xFF) + 1) * MULTIPLIER;
      h ^= h >>> 32;
    }
    hash = h;
    position += n;
  }
}
