package dev.cairn.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.agent.Say;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Refusals refusals =
      new Refusals(
          new Say(new PrintStream(out, true, StandardCharsets.UTF_8)), Duration.ofSeconds(60));

  private long lines() {
    return out.toString(StandardCharsets.UTF_8).lines().count();
  }

  @Test
  void aNewReasonIsSaidAtOnceAndOnce() {
    refusals.refused("a", 0);
    refusals.refused("a", 1);
    refusals.refused("b", 2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("cairn: no snapshot: a\ncairn: no snapshot: b\n");
    assertThat(refusals.all()).containsExactly("a", "b");
    assertThat(refusals.standing()).isEqualTo("b");
  }

  @Test
  void itIsSaidAgainAsLongAsItLasts() {
    refusals.refused("a", 0);
    refusals.tick(Duration.ofSeconds(59).toNanos());
    assertThat(lines()).isEqualTo(1);
    refusals.tick(Duration.ofSeconds(60).toNanos());
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("still no snapshot after 1 tries in 60 s");
    refusals.tick(Duration.ofSeconds(119).toNanos());
    assertThat(lines()).isEqualTo(2);
    refusals.tick(Duration.ofSeconds(120).toNanos());
    assertThat(lines()).isEqualTo(3);
  }

  @Test
  void aSuccessEndsIt() {
    refusals.refused("a", 0);
    refusals.succeeded();
    refusals.tick(Duration.ofSeconds(600).toNanos());
    assertThat(lines()).isEqualTo(1);
    assertThat(refusals.standing()).isNull();
  }
}
