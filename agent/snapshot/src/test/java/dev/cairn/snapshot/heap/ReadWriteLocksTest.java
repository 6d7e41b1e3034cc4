package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.SnapshotMismatchException;
import org.junit.jupiter.api.Test;

/** The two forms of what a read-write lock counts; the corpus moves locks between them. */
class ReadWriteLocksTest {
  @Test
  void holdsOfReadersAndWriter() {
    assertThat(ReadWriteLocks.widened(0)).isZero();
    assertThat(ReadWriteLocks.widened(0x0002_0003)).isEqualTo(0x2_0000_0003L);
    assertThat(ReadWriteLocks.widened(0xffff_ffff)).isEqualTo(0xffff_0000_ffffL);
    assertThat(ReadWriteLocks.narrowed(0xffff_0000_ffffL)).isEqualTo(0xffff_ffff);
    assertThat(ReadWriteLocks.narrowed(0x2_0000_0003L)).isEqualTo(0x0002_0003);
  }

  @Test
  void moreHoldsThanAnIntCounts() {
    for (long state : new long[] {0x1_0000_0000_0000L, 0x1_0000L}) {
      assertThatThrownBy(() -> ReadWriteLocks.narrowed(state))
          .isInstanceOf(SnapshotMismatchException.class)
          .hasMessage(
              "a read-write lock of the snapshot is held 65536 times, and this Java counts to"
                  + " 65535; resume with the Java release that the job ran with");
    }
  }
}
