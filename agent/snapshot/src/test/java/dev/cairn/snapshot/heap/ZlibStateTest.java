package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.runtime.ZlibStreams;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.SnapshotMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Streams whose calls are told by hand, as the JDK's hooked classes tell them where the agent runs:
 * the target {@code Zipped} shows that, here is what goes wrong.
 */
class ZlibStateTest {
  private static final byte[] TEXT =
      "a text that is long enough to be packed, a text that is packed"
          .getBytes(StandardCharsets.UTF_8);

  @BeforeAll
  static void openTheJdk() {
    Snapshots.access();
  }

  private static long address(Object stream, Class<?> type) {
    Object ref = Mem.getRef(stream, Mem.offset(type, "zsRef"));
    return Mem.getLong(ref, Mem.offset(ref.getClass(), "address"));
  }

  /** A deflater that was told of, and has packed the text, by {@code room} bytes at a time. */
  private static final class Told {
    final Deflater deflater = new Deflater(6, true);
    final long address = address(deflater, Deflater.class);

    Told() {
      ZlibStreams.deflaterMade(6, 0, true, address);
    }

    byte[] call(byte[] in, int room, int flush) {
      deflater.setInput(in);
      long read = deflater.getBytesRead();
      byte[] out = new byte[room];
      ZlibStreams.calling(address);
      int given = deflater.deflate(out, 0, room, flush);
      long used = deflater.getBytesRead() - read;
      ZlibStreams.deflated(
          address, in, 0, in.length, out, 0, room, flush, 0, used | (long) given << 31);
      return Arrays.copyOf(out, given);
    }
  }

  private static byte[] history() {
    Told told = new Told();
    told.call(TEXT, 100, Deflater.NO_FLUSH);
    told.call(TEXT, 7, Deflater.SYNC_FLUSH);
    return ZlibState.content(told.deflater);
  }

  @Test
  void goesOnAlike() {
    Told told = new Told();
    Deflater copy = new Deflater(6, true);
    for (int i = 0; i < 20; i++) {
      told.call(TEXT, 1 + i, i % 3 == 0 ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
    }
    new DeflaterReplay(copy).run(ZlibState.content(told.deflater));
    assertThat(ZlibState.content(copy)).isEqualTo(ZlibState.content(told.deflater));
    byte[] one = new byte[1000];
    byte[] other = new byte[1000];
    told.deflater.finish();
    copy.finish();
    int n = told.deflater.deflate(one);
    assertThat(copy.deflate(other)).isEqualTo(n).isPositive();
    assertThat(other).isEqualTo(one);
  }

  /** Another zlib that packs otherwise would leave another history. */
  @Test
  void aReplayThatDiffersIsRefused() {
    byte[] history = history();
    history[history.length - 1] ^= 1; // of the checksum of the output
    assertThatThrownBy(() -> new DeflaterReplay(new Deflater()).run(history))
        .isInstanceOf(SnapshotMismatchException.class)
        .hasMessageContaining("java.util.zip.Deflater")
        .hasMessageContaining("gives something else");
  }

  @Test
  void anyOtherByteIsOneCleanErrorOrTheSame() {
    byte[] history = history();
    for (int i = 0; i < history.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bent = history.clone();
        bent[i] ^= (byte) (1 << bit);
        refusedOrSame(bent);
      }
      refusedOrSame(Arrays.copyOf(history, i));
    }
  }

  private static void refusedOrSame(byte[] bent) {
    Deflater d = new Deflater();
    try {
      new DeflaterReplay(d).run(bent);
    } catch (SnapshotMismatchException e) {
      return;
    }
    assertThat(ZlibState.content(d)).isEqualTo(bent);
  }

  @Test
  void anInflaterOfDataThatAreNone() {
    Inflater inflater = new Inflater();
    long address = address(inflater, Inflater.class);
    ZlibStreams.inflaterMade(false, address);
    byte[] in = {1, 2, 3};
    ZlibStreams.inflated(address, in, 0, 3, new byte[10], 0, 10, 3);
    byte[] history = ZlibState.content(inflater);
    assertThatThrownBy(() -> new InflaterReplay(new Inflater()).run(history))
        .isInstanceOf(SnapshotMismatchException.class);
  }

  @Test
  void aCallThatFailedIsRefusedUntilAReset() {
    Told told = new Told();
    ZlibStreams.calling(told.address);
    assertThat(refused(told.deflater)).contains("its last call failed");
    ZlibStreams.wasReset(told.address);
    assertThat(ZlibState.content(told.deflater)).hasSizeLessThan(20);
  }

  @Test
  void aHistoryHasALimit() {
    Told told = new Told();
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < 17; i++) {
      told.call(noise, 2 << 20, Deflater.NO_FLUSH);
    }
    assertThat(refused(told.deflater)).contains("more than 16 MiB");
    ZlibStreams.wasReset(told.address);
    assertThat(ZlibState.content(told.deflater)).hasSizeLessThan(20);
  }

  private static String refused(Object o) {
    return catchThrowableOfType(NotCapturableException.class, () -> Snapshots.capture(List.of(), o))
        .getMessage();
  }
}
