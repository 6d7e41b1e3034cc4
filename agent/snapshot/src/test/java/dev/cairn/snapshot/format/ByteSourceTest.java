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
  void whatWasReleasedHoldsTheNextPiece() {
    ByteSource source = source(3, 6, 2, 4);
    byte[] first = source.piece(0);
    source.release(0, 3);
    assertThat(source.piece(4)).isSameAs(first);
    assertThat(source.getByte(8)).isEqualTo((byte) 8);
    assertThat(source.piece(9)).as("nothing waits").isNotSameAs(first);
    assertThat(source.copy(7, 7)).containsExactly(7, 8, 9, 10, 11, 12, 13);
    assertThat(source.getByte(0)).as("read again").isZero();
  }

  /** The last piece is asked without a search, unless it is gone. */
  @Test
  void aPlaceThatWasReleasedIsNotAskedOfWhatHoldsAnotherPiece() {
    ByteSource source = source(3, 3);
    assertThat(source.getByte(1)).isEqualTo((byte) 1);
    source.release(0, 3);
    source.readRest();
    assertThat(source.getByte(1)).isEqualTo((byte) 1);
  }

  /** A short piece lies in what a long one has left: behind its end are bytes of another place. */
  @Test
  void nothingIsReadBehindAPiecesEnd() {
    ByteSource source = source(16, 3, 16);
    assertThat(source.getLong(0)).isEqualTo(0x0706050403020100L);
    source.release(0, 16);
    assertThat(source.getShort(18)).isEqualTo((short) 0x1312);
    assertThat(source.getInt(16)).isEqualTo(0x13121110);
    assertThat(source.getLong(16)).isEqualTo(0x1716151413121110L);
    int[] ints = new int[3];
    source.getInts(16, ints, 3);
    assertThat(ints).containsExactly(0x13121110, 0x17161514, 0x1b1a1918);
    long[] longs = new long[2];
    source.getLongs(16, longs, 2);
    assertThat(longs).containsExactly(0x1716151413121110L, 0x1f1e1d1c1b1a1918L);
    assertThat(source.run(17, 9)).isEqualTo(2);
    assertThat(source.toBytes().length()).isEqualTo(35);
  }

  @Test
  void whatIsThereStaysThere() {
    byte[][] pieces = {{1, 2}, {3}};
    ByteSource source = ByteSource.of(pieces);
    source.release(0, 3);
    source.readRest();
    assertThat(source.copy(0, 3)).containsExactly(1, 2, 3);
    assertThat(source.piece(2)).isSameAs(pieces[1]);
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
        (piece, to) -> {
          loaded.add(piece);
          int start = 0;
          for (int i = 0; i < piece; i++) {
            start += lengths[i];
          }
          for (int i = 0; i < lengths[piece]; i++) {
            to[i] = (byte) (start + i);
          }
        });
  }
}
