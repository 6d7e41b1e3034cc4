package dev.cairn.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A section whose pieces are read when they are asked for. */
class ByteSourceTest {
  private static final int MIB = 1 << 20;

  private final List<Integer> loaded = new ArrayList<>();

  @Test
  void aPieceIsReadWhenItIsAskedForAndAgainAfterItWasReleased() {
    ByteSource source = source(3, 1, 6, 2);
    assertThat(source.length()).isEqualTo(12);
    assertThat(source.getByte(4)).isEqualTo((byte) 4);
    assertThat(source.getInt(1)).as("over three pieces").isEqualTo(0x04030201);
    assertThat(loaded).containsExactly(2, 0, 1);
    source.release(1, 11);
    assertThat(source.getByte(0)).as("not wholly released").isZero();
    assertThat(loaded).hasSize(3);
    assertThat(source.copy(3, 2)).containsExactly(3, 4);
    assertThat(loaded).containsExactly(2, 0, 1, 1, 2);
  }

  @Test
  void whatNobodyAskedForIsReadInTheEnd() {
    ByteSource source = source(3, 1, 6, 2);
    source.getByte(3);
    source.release(0, 12);
    source.readRest();
    assertThat(loaded).containsExactly(1, 0, 2, 3);
  }

  @Test
  void littleIsNotReleased() {
    ByteSource source = source(MIB / 2, MIB / 2, MIB);
    source.getByte(0);
    source.getByte(MIB / 2);
    assertThat(source.releaseBehind(0, MIB - 1)).isZero();
    assertThat(source.releaseBehind(0, MIB)).isEqualTo(MIB);
    source.getByte(MIB);
    source.getByte(0);
    assertThat(loaded).containsExactly(0, 1, 2, 0);
  }

  @Test
  void thereIsNothingOutside() {
    ByteSource source = source(3, 1);
    assertThatThrownBy(() -> source.getByte(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> source.getByte(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> source.getInt(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Byte i of all is i. */
  private ByteSource source(int... lengths) {
    return ByteSource.onDemand(
        lengths,
        piece -> {
          loaded.add(piece);
          int start = 0;
          for (int i = 0; i < piece; i++) {
            start += lengths[i];
          }
          byte[] bytes = new byte[lengths[piece]];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (start + i);
          }
          return bytes;
        });
  }
}
