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
import org.junit.jupiter.api.Test;

/**
 * Streams whose calls are told by hand, as the JDK's hooked classes tell them where the agent runs:
 * the target {@code Zipped} shows that, here is what goes wrong.
 */
class ZlibStateTest {
  private static final byte[] TEXT =
      "a text that is long enough to be packed, a text that is packed"
          .getBytes(StandardCharsets.UTF_8);

  private static byte[] history() {
    Deflater told = ToldStreams.deflater(6);
    ToldStreams.deflate(told, TEXT, 100, Deflater.NO_FLUSH);
    ToldStreams.deflate(told, TEXT, 7, Deflater.SYNC_FLUSH);
    return ZlibState.content(told);
  }

  @Test
  void goesOnAlike() {
    Deflater told = ToldStreams.deflater(6);
    Deflater copy = new Deflater(6, true);
    for (int i = 0; i < 20; i++) {
      ToldStreams.deflate(told, TEXT, 1 + i, i % 3 == 0 ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
    }
    new DeflaterReplay(copy).run(ZlibState.content(told));
    assertThat(ZlibState.content(copy)).isEqualTo(ZlibState.content(told));
    byte[] one = new byte[1000];
    byte[] other = new byte[1000];
    told.finish();
    copy.finish();
    int n = told.deflate(one);
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
    long address = ToldStreams.address(inflater, Inflater.class);
    ZlibStreams.inflaterMade(false, address);
    byte[] in = {1, 2, 3};
    ZlibStreams.inflated(address, in, 0, 3, new byte[10], 0, 10, 3);
    byte[] history = ZlibState.content(inflater);
    assertThatThrownBy(() -> new InflaterReplay(new Inflater()).run(history))
        .isInstanceOf(SnapshotMismatchException.class);
  }

  @Test
  void aCallThatFailedIsRefusedUntilAReset() {
    Deflater told = ToldStreams.deflater(6);
    ZlibStreams.calling(ToldStreams.address(told, Deflater.class));
    assertThat(refused(told)).contains("its last call failed");
    ZlibStreams.wasReset(ToldStreams.address(told, Deflater.class));
    assertThat(ZlibState.content(told)).hasSizeLessThan(20);
  }

  @Test
  void aHistoryHasALimit() {
    Deflater told = ToldStreams.deflater(6);
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < 17; i++) {
      ToldStreams.deflate(told, noise, 2 << 20, Deflater.NO_FLUSH);
    }
    assertThat(refused(told)).contains("more than 16 MiB");
    ZlibStreams.wasReset(ToldStreams.address(told, Deflater.class));
    assertThat(ZlibState.content(told)).hasSizeLessThan(20);
  }

  private static String refused(Object o) {
    return catchThrowableOfType(NotCapturableException.class, () -> Snapshots.capture(List.of(), o))
        .getMessage();
  }
}
