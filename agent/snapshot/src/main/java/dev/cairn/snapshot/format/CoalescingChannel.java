package dev.cairn.snapshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Gathers the many small columns into few writes. {@link #flush} at the end. Not thread-safe. */
final class CoalescingChannel implements WritableByteChannel {
  private final WritableByteChannel out;
  private final ByteBuffer gathered = ByteBuffer.allocate(1 << 18);

  CoalescingChannel(WritableByteChannel out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer b) throws IOException {
    int n = b.remaining();
    boolean large = n > gathered.capacity() / 2;
    if (large || n > gathered.remaining()) {
      flush(); // what was gathered comes first
    }
    if (large) {
      drain(b);
    } else {
      gathered.put(b);
    }
    return n;
  }

  void flush() throws IOException {
    gathered.flip();
    drain(gathered);
    gathered.clear();
  }

  private void drain(ByteBuffer b) throws IOException {
    while (b.hasRemaining()) {
      out.write(b);
    }
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
