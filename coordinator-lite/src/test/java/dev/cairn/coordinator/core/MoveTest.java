package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where a move's time went. */
class MoveTest {
  private static final Move.Leave LEAVE = new Move.Leave(180, 95, 30, 60, 10 << 20);
  private static final Move.Arrival ARRIVAL =
      new Move.Arrival(40, 420, 230, new Move.Bytes(1 << 20, 9 << 20, 0));

  private static long sum(Move move) {
    return move.pieces().stream().mapToLong(Move.Piece::millis).sum();
  }

  @Test
  void itsPiecesAreAllOfIt() {
    Move move = Move.begun("a", 1_000, 1_400, LEAVE).ordered("b", 1_450).arrived(ARRIVAL, 2_200);
    assertThat(move.millis()).isEqualTo(1_200);
    assertThat(sum(move)).isEqualTo(1_200);
    assertThat(move.text())
        .isEqualTo(
            "went from a to b in 1200 ms: told 35 ms; safe point 180 ms; snapshot on disk 95 ms;"
                + " JVM ended 30 ms; sent 10.0 MiB 60 ms; waited for room 50 ms; ordered 60 ms;"
                + " fetched 1.0 MiB here, 9.0 MiB from hosts, 0.0 MiB from the coordinator 40 ms;"
                + " JVM started 420 ms; resumed 230 ms");
  }

  @Test
  void whatHostsDontTellIsOnePiece() {
    Move move = Move.begun("a", 0, 60_000, null).ordered("b", 60_001).arrived(ARRIVAL, 61_000);
    assertThat(sum(move)).isEqualTo(61_000);
    assertThat(move.text()).contains("in 61 s: stopped and sent 60 s; waited");
  }

  /** A snapshot was being taken when the word came; a clock was set back. */
  @Test
  void noPieceIsBelowNothing() {
    assertThat(Move.Leave.of(100, 90, 120, 150, 5, 6)).isEqualTo(new Move.Leave(0, 20, 30, 5, 6));
    assertThat(Move.Leave.of(100, 900, 950, 150, 5, 6)).isEqualTo(new Move.Leave(50, 0, 0, 5, 6));
    assertThat(Move.Leave.of(100, 20, 30, 40, 5, 6)).isEqualTo(new Move.Leave(0, 0, 0, 5, 6));
    Move late = Move.begun("a", 0, 10, LEAVE).ordered("b", 10).arrived(ARRIVAL, 20);
    assertThat(late.pieces()).allMatch(p -> p.millis() >= 0);
  }
}
