package dev.cairn.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * The acts since one generation, on disk: a stack that grows by one record before each act and
 * shrinks by one after each undoing, so that both may be cut off anywhere.
 *
 * <pre>
 *   89 'C' 'F' 'J' '1'   incomplete:1     not 0: an act could not be noted
 *   length:4  crc32c:4  text (UTF-8)      a record; a torn one at the end was never acted upon
 * </pre>
 *
 * Read by the coordinator's worker, too ({@code NotedActs}), which must not misunderstand it.
 *
 * <p>Not thread-safe.
 */
final class Segment implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x89, 'C', 'F', 'J', '1'};
  private static final int HEAD = MAGIC.length + 1;
  private static final int RECORD_HEAD = 8;
  private static final int LONGEST = 1 << 20;

  private final FileChannel channel;
  private final Path file;
  private final Deque<Act> acts = new ArrayDeque<>();
  private final Deque<Long> begins = new ArrayDeque<>();
  private boolean incomplete;
  private long end;

  private Segment(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Opens a segment, or makes an empty one. */
  static Segment open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Segment s = new Segment(file, channel);
    try {
      s.read();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return s;
  }

  private void read() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {}
    all.flip().order(ByteOrder.LITTLE_ENDIAN);
    if (all.remaining() < HEAD) { // never acted upon
      channel.truncate(0);
      write(ByteBuffer.allocate(HEAD).put(MAGIC).put((byte) 0).flip(), 0);
      channel.force(true);
      end = HEAD;
      return;
    }
    byte[] magic = new byte[MAGIC.length];
    all.get(magic);
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw new IOException(file + " is no journal of files");
    }
    incomplete = all.get() != 0;
    while (all.remaining() > RECORD_HEAD) {
      int at = all.position();
      int length = all.getInt();
      int crc = all.getInt();
      if (length < 0
          || length > all.remaining()
          || crc(all.array(), all.position(), length) != crc) {
        break;
      }
      String text = new String(all.array(), all.position(), length, StandardCharsets.UTF_8);
      acts.push(Act.parse(text));
      begins.push((long) at);
      all.position(at + RECORD_HEAD + length);
      end = all.position();
    }
    end = Math.max(end, HEAD);
  }

  private static int crc(byte[] b, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(b, at, length);
    return (int) crc.getValue();
  }

  private void write(ByteBuffer b, long at) throws IOException {
    long to = at;
    while (b.hasRemaining()) {
      to += channel.write(b, to);
    }
  }

  /** Notes an act durably. */
  void push(Act act) throws IOException {
    byte[] text = act.text().getBytes(StandardCharsets.UTF_8);
    if (text.length > LONGEST) {
      throw new IOException("the names are too long");
    }
    ByteBuffer record =
        ByteBuffer.allocate(RECORD_HEAD + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(text.length)
            .putInt(crc(text, 0, text.length))
            .put(text)
            .flip();
    write(record, end);
    channel.force(false);
    begins.push(end);
    acts.push(act);
    end += RECORD_HEAD + text.length;
  }

  /** The newest act; it stays. */
  Act peek() {
    if (acts.isEmpty()) {
      throw new NoSuchElementException();
    }
    return acts.peek();
  }

  /** Forgets the newest act durably. */
  void pop() throws IOException {
    acts.pop();
    end = begins.pop();
    channel.truncate(end);
    channel.force(false);
  }

  boolean isEmpty() {
    return acts.isEmpty();
  }

  int size() {
    return acts.size();
  }

  /** Whether an act could not be noted. */
  boolean isIncomplete() {
    return incomplete;
  }

  /** An act could not be noted; needs no room on the disk. */
  void markIncomplete() throws IOException {
    incomplete = true;
    write(ByteBuffer.wrap(new byte[] {1}), MAGIC.length);
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
