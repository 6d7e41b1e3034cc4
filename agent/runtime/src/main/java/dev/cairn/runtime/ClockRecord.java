package dev.cairn.runtime;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a job's clock records its answers, each as the step from the one before. It is
 * mapped into memory: an answer is in the file as soon as it is given, whatever becomes of the
 * process, and costs no call of the system.
 *
 * <pre>
 *   0   'C' 'A' 'I' 'R' 'N' 'C' 'L' 'K'   numbers little-endian
 *   8   epoch in milliseconds since 1970:8
 *  16   position of the first answer in the whole record:8   0, but where a job was moved without it
 *  24   answers: (step + 1) by seven bits, the low ones first, bit 7 of a byte: more follow
 *  end  zeros
 * </pre>
 *
 * Not thread-safe.
 */
public final class ClockRecord {
  /** The record is at its end. */
  public static final long NONE = -1;

  /** The name of its file in a job's directory. */
  public static final String FILE = "clock.record";

  private static final long MAGIC = 0x4b4c_434e_5249_4143L; // "CAIRNCLK"
  private static final int HEAD = 24;
  private static final int EPOCH_AT = 8;
  private static final int POSITION_AT = 16;
  private static final int WINDOW = 1 << 16;

  private final RandomAccessFile file;

  /** A multiple of {@link #WINDOW}. */
  private long length;

  private MappedByteBuffer window;
  private long windowAt;
  private long epochMillis;
  private long base;

  /** In the file. */
  private long at = HEAD;

  private boolean appending;

  /** Why answers are not recorded any more. */
  private @Nullable IOException broken;

  private ClockRecord(RandomAccessFile file) throws IOException {
    this.file = file;
    this.length = file.length();
    this.window = map(0);
  }

  /** A new record, of a job that begins now. */
  public static ClockRecord begin(Path path, long epochMillis) throws IOException {
    ClockRecord record = new ClockRecord(new RandomAccessFile(path.toFile(), "rw"));
    record.begin(0, epochMillis);
    return record;
  }

  /**
   * One that may hold answers already.
   *
   * @throws IOException it is none
   */
  public static ClockRecord existing(Path path) throws IOException {
    ClockRecord record = new ClockRecord(new RandomAccessFile(path.toFile(), "rw"));
    if (record.window.getLong(0) != MAGIC) {
      throw new IOException(path + " is no record of a clock");
    }
    record.epochMillis = record.window.getLong(EPOCH_AT);
    record.base = record.window.getLong(POSITION_AT);
    return record;
  }

  private void begin(long position, long epoch) throws IOException {
    file.setLength(0);
    length = 0;
    window = map(0);
    window.putLong(0, MAGIC);
    window.putLong(EPOCH_AT, epoch);
    window.putLong(POSITION_AT, position);
    epochMillis = epoch;
    base = position;
  }

  long epochMillis() {
    return epochMillis;
  }

  /** Whether it holds the job's first answers. */
  public boolean fromBeginning() {
    return base == 0;
  }

  /** Bytes of answers since C0. */
  long position() {
    return base + at - HEAD;
  }

  /**
   * The next answer is the one at {@code position}; where the file doesn't reach there, or is
   * another run's, it begins anew with that.
   */
  void goTo(long position, long epoch) {
    try {
      if (epoch != epochMillis || !reaches(position)) {
        begin(position, epoch);
      }
      at = HEAD + position - base;
      appending = false;
    } catch (IOException e) {
      broken = e;
    }
  }

  /** Whether an answer ends there, or the record begins. */
  private boolean reaches(long position) throws IOException {
    long there = HEAD + position - base;
    return position == base || (position > base && there <= length && byteAt(there - 1) > 0);
  }

  /** The next recorded answer, as the step from the one before, or {@link #NONE}. */
  long next() {
    try {
      long value = 0;
      long from = at;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte b = at < length ? byteAt(at) : 0;
        if (b == 0) {
          break; // a last answer that is not whole was never given
        }
        at++;
        value |= (long) (b & 0x7f) << shift;
        if (b > 0) {
          return value - 1;
        }
      }
      at = from;
    } catch (IOException e) {
      broken = e;
    }
    return NONE;
  }

  /** Records an answer behind the last one that was read or recorded. */
  void add(long step) {
    if (broken != null) {
      return;
    }
    try {
      if (!appending) {
        cut(); // what a power loss left behind a gap is no answer
      }
      long rest = step + 1;
      while (rest >= 0x80) {
        put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      put((byte) rest);
    } catch (IOException e) {
      broken = e;
    }
  }

  private void cut() throws IOException {
    file.setLength(at);
    length = at;
    window = map(at / WINDOW);
    appending = true;
  }

  private void put(byte b) throws IOException {
    turnTo(at);
    window.put((int) (at % WINDOW), b);
    at++;
  }

  private byte byteAt(long where) throws IOException {
    turnTo(where);
    return window.get((int) (where % WINDOW));
  }

  private void turnTo(long where) throws IOException {
    if (where / WINDOW != windowAt) {
      window = map(where / WINDOW);
    }
  }

  /**
   * Maps a window. Its zeros are written first: on a full disk that is an error here, not a fault
   * at some later store.
   */
  private MappedByteBuffer map(long number) throws IOException {
    boolean interrupted = Thread.interrupted(); // meant for the job; it would close the file
    try {
      long end = (number + 1) * WINDOW;
      if (length < end) {
        file.seek(length);
        file.write(new byte[(int) (end - length)]);
        length = end;
      }
      MappedByteBuffer mapped =
          file.getChannel().map(FileChannel.MapMode.READ_WRITE, number * WINDOW, WINDOW);
      mapped.order(ByteOrder.LITTLE_ENDIAN);
      windowAt = number;
      return mapped;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns when all answers would survive a power loss.
   *
   * @throws IOException where some are not recorded
   */
  void force() throws IOException {
    if (broken != null) {
      throw new IOException(
          "the clock's answers can't be recorded any more: " + broken.getMessage(), broken);
    }
    file.getFD().sync();
  }
}
