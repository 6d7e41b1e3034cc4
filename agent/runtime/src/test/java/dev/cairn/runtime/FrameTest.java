package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameTest {
  private final Frame frame = new Frame(FrameTest.class, "m()V", 3);

  @Test
  void valuesComeBackInReverseOrder() {
    Object o = new Object();
    frame.push(-7);
    frame.push(1L << 40);
    frame.push(1.5f);
    frame.push(-0.0);
    frame.push(o);
    frame.push((Object) null);
    assertThat(frame.popRef()).isNull();
    assertThat(frame.popRef()).isSameAs(o);
    assertThat(Double.doubleToRawLongBits(frame.popDouble())).isEqualTo(1L << 63);
    assertThat(frame.popFloat()).isEqualTo(1.5f);
    assertThat(frame.popLong()).isEqualTo(1L << 40);
    assertThat(frame.popInt()).isEqualTo(-7);
    assertThat(frame.size()).isZero();
  }

  @Test
  void signallingNansKeepTheirBits() {
    frame.pushWord('D', 0x7ff4000000000001L);
    frame.pushWord('F', 0x7fa00001);
    assertThat(frame.word(0)).isEqualTo(0x7ff4000000000001L);
    assertThat(frame.word(1)).isEqualTo(0x7fa00001);
  }

  @Test
  void manyValuesFit() {
    for (int i = 0; i < 1000; i++) {
      frame.push(i);
    }
    for (int i = 999; i >= 0; i--) {
      assertThat(frame.popInt()).isEqualTo(i);
    }
  }

  @Test
  void aWrongKindOrAnEmptyFrameIsSaid() {
    frame.push(1);
    assertThatThrownBy(frame::popLong)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FrameTest.m()V@3")
        .hasMessageContaining("expected a value of kind J, found I");
    Frame empty = new Frame(FrameTest.class, "m()V", 0);
    assertThatThrownBy(empty::popRef).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> empty.kind(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> empty.pushWord('L', 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPoppedReferenceIsNotKept() {
    frame.push(new Object());
    frame.popRef();
    frame.push(1);
    assertThat(frame.ref(0)).isNull();
  }
}
