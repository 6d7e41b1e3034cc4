package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  private long now;
  private final RateLimit limit = new RateLimit(2, () -> now);

  @Test
  void twoSecondsWorthAtOnceThenSoManyASecond() {
    for (int i = 0; i < 4; i++) {
      assertThat(limit.take("a")).isZero();
    }
    assertThat(limit.take("a")).isEqualTo(1);
    assertThat(limit.take("b")).isZero();
    now += 499_000_000;
    assertThat(limit.take("a")).isEqualTo(1);
    now += 2_000_000;
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isEqualTo(1);
    now += 3_600_000_000_000L;
    for (int i = 0; i < 4; i++) {
      assertThat(limit.take("a")).isZero();
    }
    assertThat(limit.take("a")).isEqualTo(1);
  }
}
