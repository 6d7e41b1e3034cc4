package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.format.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pieces outside of the heap, and those for which there is no room there. */
class NativeArenaTest {
  private static final int PIECE = 1 << 18;
  private static final int IN_SLAB = Slabs.SIZE / PIECE;

  private long spare = Long.MAX_VALUE;

  @BeforeAll
  static void open() {
    Snapshots.access();
  }

  @Test
  void keepsWhatItIsGiven() {
    Random random = new Random(1);
    try (NativeArena arena = new NativeArena(new Slabs(() -> spare))) {
      List<byte[]> given = new ArrayList<>();
      List<Arena.Piece> kept = new ArrayList<>();
      for (int i = 0; i < 2 * IN_SLAB + 3; i++) {
        byte[] bytes = new byte[PIECE];
        random.nextBytes(bytes);
        given.add(bytes.clone());
        kept.add(arena.keep(bytes, PIECE - i));
        bytes[0]++;
      }
      for (int i = 0; i < given.size(); i++) {
        byte[] read = new byte[PIECE];
        assertThat(kept.get(i).length()).isEqualTo(PIECE - i);
        kept.get(i).read(0, read, i, PIECE - i);
        assertThat(Arrays.equals(read, i, PIECE, given.get(i), 0, PIECE - i)).isTrue();
      }
      assertThat(arena.outside()).isGreaterThan(2L * IN_SLAB * (PIECE - 2 * IN_SLAB));
    }
  }

  @Test
  void writesInPlace() {
    try (NativeArena arena = new NativeArena(new Slabs(() -> spare))) {
      Arena.Piece piece = arena.keep(new byte[] {1, 2, 3, 4, 5}, 5);
      piece.write(1, new byte[] {0, 8, 9, 0}, 1, 2);
      byte[] read = new byte[5];
      piece.read(0, read, 0, 5);
      assertThat(read).containsExactly(1, 8, 9, 4, 5);
    }
  }

  @Test
  void keepsInTheHeapWhatHasNoRoomOutside() {
    try (NativeArena arena = new NativeArena(new Slabs(() -> spare))) {
      for (int i = 0; i < IN_SLAB; i++) {
        arena.keep(new byte[PIECE], PIECE);
      }
      spare = Slabs.SIZE - 1;
      byte[] bytes = {7};
      arena.keep(new byte[PIECE], PIECE);
      Arena.Piece piece = arena.keep(bytes, 1);
      bytes[0] = 0;
      byte[] read = new byte[1];
      piece.read(0, read, 0, 1);
      assertThat(read).containsExactly(7);
      assertThat(arena.outside()).isEqualTo(Slabs.SIZE);
    }
  }

  @Test
  void readsNothingThatIsNotThere() {
    NativeArena arena = new NativeArena(new Slabs(() -> spare));
    Arena.Piece piece = arena.keep(new byte[10], 10);
    assertThatThrownBy(() -> piece.read(8, new byte[10], 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> piece.write(0, new byte[2], 0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    arena.close();
    assertThatThrownBy(() -> piece.read(0, new byte[10], 0, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> arena.keep(new byte[1], 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsGivenBackIsUsedAgainAndNoMoreThanThatIsKept() {
    Slabs slabs = new Slabs(() -> spare);
    long first = slabs.take();
    long second = slabs.take();
    slabs.giveBack(List.of(first, second));
    spare = 0;
    assertThat(slabs.take()).isEqualTo(first);
    slabs.giveBack(List.of(first));
    assertThat(slabs.take()).isEqualTo(first);
    assertThat(slabs.take()).as("the second was freed").isZero();
    spare = -1;
    slabs.giveBack(List.of(first));
    assertThat(slabs.take()).as("memory is short").isZero();
  }
}
