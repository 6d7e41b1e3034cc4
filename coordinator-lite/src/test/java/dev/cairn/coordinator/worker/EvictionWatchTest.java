package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices of eviction: what they say, where they stand, and what comes of them. */
class EvictionWatchTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T08:20:00Z"), ZoneOffset.UTC);
  private static final String SPOT =
      "{\"action\": \"terminate\", \"time\": \"2026-03-01T08:22:00Z\"}";

  @TempDir Path temp;

  @Test
  void theTimeThatIsLeft() {
    assertThat(NoticeText.left(SPOT, CLOCK)).isEqualTo(Duration.ofSeconds(120));
    assertThat(NoticeText.left("2026-03-01T08:20:00.500Z", CLOCK))
        .isEqualTo(Duration.ofMillis(500));
    assertThat(NoticeText.left("2026-03-01T08:19:00Z", CLOCK)).as("over").isZero();
    assertThat(NoticeText.left("90s\n", CLOCK)).isEqualTo(Duration.ofSeconds(90));
    for (String unsaid : List.of("", "soon", "2026-13-41T99:00:00Z")) {
      assertThat(NoticeText.left(unsaid, CLOCK)).as(unsaid).isEqualTo(Duration.ofSeconds(30));
    }
  }

  @Test
  void aFileIsThereOrNot() throws Exception {
    Path file = temp.resolve("notice");
    EvictionNotice notice = new FileNotice(file, CLOCK);
    assertThat(notice.look()).isNull();
    Files.writeString(file, "10s");
    assertThat(notice.look()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void anEndThatIsKnownIsANoticeInItsLastSeconds() {
    Instant now = CLOCK.instant();
    assertThat(new EndNotice(now.plusMillis(5_001), CLOCK).look()).isNull();
    assertThat(new EndNotice(now.plusSeconds(5), CLOCK).look()).isEqualTo(Duration.ofSeconds(5));
    assertThat(new EndNotice(now.minusSeconds(9), CLOCK).look()).isZero();
  }

  @Test
  void aPageIsThereOrNot() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer http = HttpServer.create(any, 0);
    int[] status = {404};
    http.createContext(
        "/action",
        exchange -> {
          byte[] body = SPOT.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status[0], body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
    try {
      URI url = URI.create("http://localhost:" + http.getAddress().getPort() + "/action");
      EvictionNotice notice = new UrlNotice(url, CLOCK);
      assertThat(notice.look()).isNull();
      status[0] = 200;
      assertThat(notice.look()).isEqualTo(Duration.ofSeconds(120));
      status[0] = 401;
      assertThatThrownBy(notice::look).hasMessage("it answers 401");
    } finally {
      http.stop(0);
    }
  }

  /** What stands in the way is said once, and the worker is told to leave once. */
  @Test
  void looksUntilThereIsOne() {
    Deque<String> answers = new ArrayDeque<>(List.of("", "no", "no", "", "odd", "120s"));
    EvictionNotice notice =
        new EvictionNotice() {
          @Override
          public Duration look() throws IOException {
            String answer = answers.remove();
            if (answer.equals("no")) {
              throw new IOException("it answers 500");
            }
            if (answer.equals("odd")) {
              throw new IllegalStateException("odd");
            }
            return answer.isEmpty() ? null : NoticeText.left(answer, CLOCK);
          }

          @Override
          public String name() {
            return "there";
          }
        };
    List<Long> leaves = new ArrayList<>();
    List<String> said = new ArrayList<>();
    FakeTime time = new FakeTime();
    new EvictionWatch(notice, time, leaves::add, said::add).run();
    assertThat(leaves).containsExactly(120_000L);
    assertThat(time.millis()).isEqualTo(5 * 2_000);
    assertThat(said)
        .containsExactly(
            "notices of eviction can't be read at there: it answers 500",
            "notices of eviction can't be read at there: java.lang.IllegalStateException: odd",
            "there: this machine ends in 120 s: it is drained");
  }
}
