package dev.cairn.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoalescingChannelTest {
  /** Small, larger than half the buffer, larger than the buffer: in the order they were written. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsTheOrder(long seed) throws IOException {
    Random random = new Random(seed);
    int[] sizes = {0, 1, 17, 4096, 100_000, 131_072, 131_073, 150_000, 262_144, 300_000};
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    CoalescingChannel channel = new CoalescingChannel(Channels.newChannel(written));
    for (int i = 0; i < 30; i++) {
      byte[] piece = new byte[sizes[random.nextInt(sizes.length)]];
      random.nextBytes(piece);
      expected.write(piece);
      assertThat(channel.write(ByteBuffer.wrap(piece))).isEqualTo(piece.length);
    }
    channel.flush();
    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
  }
}
