package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final List<String> said = new ArrayList<>();
  private final Retry retry = new Retry(said::add);

  @Test
  void waitsLongerAndSaysItOnce() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waits.add(retry.failed("it is away"));
    }
    assertThat(waits).containsExactly(500L, 1000L, 2000L, 4000L, 5000L, 5000L);
    assertThat(said).containsExactly("it is away");
  }

  @Test
  void anotherReasonIsNews() {
    retry.failed("it is away");
    retry.failed("it is full");
    assertThat(said).containsExactly("it is away", "it is full");
  }

  @Test
  void beginsAnewAfterSuccess() {
    retry.succeeded("it is back");
    assertThat(said).isEmpty();
    retry.failed("it is away");
    retry.failed("it is away");
    retry.succeeded("it is back");
    retry.succeeded("it is back");
    assertThat(retry.failed("it is away")).isEqualTo(Retry.FIRST_MILLIS);
    assertThat(said).containsExactly("it is away", "it is back", "it is away");
  }
}
