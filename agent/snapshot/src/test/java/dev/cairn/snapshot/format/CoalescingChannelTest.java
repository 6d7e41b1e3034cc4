package dev.cairn.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoalescingChannelTest {
  @Test
  void keepsTheOrderOfSmallAndLargePieces() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream actual = new ByteArrayOutputStream();
    CoalescingChannel channel = new CoalescingChannel(Channels.newChannel(actual));
    for (int i = 0; i < 60; i++) {
      byte[] piece = new byte[random.nextBoolean() ? random.nextInt(100) : random.nextInt(400_000)];
      random.nextBytes(piece);
      expected.write(piece);
      channel.write(ByteBuffer.wrap(piece));
    }
    channel.flush();
    assertThat(actual.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
  }
}
