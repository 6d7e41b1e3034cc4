package dev.cairn.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSinkTest {
  private static final int PIECE = 1 << 20;

  /** Values of all widths, so that some lie across the borders of pieces. */
  @Test
  void whatIsPutIsRead() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int n = 400_000;
    ByteSink sink = new ByteSink();
    ByteBuffer expected = ByteBuffer.allocate(n * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      long v = random.nextLong();
      switch (random.nextInt(5)) {
        case 0 -> {
          sink.putByte((int) v);
          expected.put((byte) v);
        }
        case 1 -> {
          sink.putShort((int) v);
          expected.putShort((short) v);
        }
        case 2 -> {
          sink.putInt((int) v);
          expected.putInt((int) v);
        }
        case 3 -> {
          sink.putLong(v);
          expected.putLong(v);
        }
        default -> {
          byte[] some = new byte[random.nextInt(20)];
          random.nextBytes(some);
          if (expected.remaining() > some.length + 8) {
            sink.putBytes(some, 0, some.length);
            expected.put(some);
          }
        }
      }
    }
    byte[] want = Arrays.copyOf(expected.array(), expected.position());
    assertThat(sink.length()).as("seed %d", seed).isEqualTo(want.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sink.toBytes().writeTo(Channels.newChannel(out));
    assertThat(Arrays.equals(out.toByteArray(), want)).as("seed %d", seed).isTrue();

    ByteSource source = source(want);
    for (int i = 0; i < 100_000; i++) {
      int at = random.nextInt(want.length - 8);
      if (i < 64) { // around the border of two pieces
        at = PIECE - 32 + i;
      }
      assertThat(source.getLong(at)).as("seed %d", seed).isEqualTo(expected.getLong(at));
      assertThat(source.getInt(at)).isEqualTo(expected.getInt(at));
      assertThat(source.getShort(at)).isEqualTo(expected.getShort(at));
    }
    assertThat(source.copy(PIECE - 5, 10))
        .isEqualTo(Arrays.copyOfRange(want, PIECE - 5, PIECE + 5));
  }

  private static ByteSource source(byte[] all) {
    byte[][] pieces = new byte[(all.length + PIECE - 1) / PIECE][];
    for (int i = 0; i < pieces.length; i++) {
      int from = i * PIECE;
      pieces[i] = Arrays.copyOfRange(all, from, Math.min(all.length, from + PIECE));
    }
    return ByteSource.of(pieces);
  }
}
