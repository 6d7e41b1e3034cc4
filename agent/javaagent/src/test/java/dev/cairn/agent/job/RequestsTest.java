package dev.cairn.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.agent.job.Requests.Want;
import dev.cairn.agent.options.OptionParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static long s(double seconds) {
    return (long) (seconds * 1e9);
  }

  private static Requests requests(String options) {
    Requests r = new Requests(OptionParser.parse(options));
    r.started(0);
    return r;
  }

  @Test
  void theFirstSnapshotComesEarlyAndTheNextByTheInterval() {
    Requests r = requests("every=60s");
    assertThat(r.tick(s(9.9)).raise()).isFalse();
    assertThat(r.tick(s(10)).raise()).isTrue();
    assertThat(r.atSafePoint(s(10.1))).isEqualTo(Want.SNAPSHOT);
    r.done(s(10.2));
    assertThat(r.tick(s(70.1)).raise()).isFalse();
    assertThat(r.tick(s(70.2)).raise()).isTrue();
  }

  @Test
  void anIntervalThatChangesCountsFromTheLatestSnapshot() {
    Requests r = requests("every=60s");
    r.every(Duration.ofHours(1));
    assertThat(r.tick(s(10)).raise()).isTrue(); // the first comes early all the same
    r.done(s(10));
    r.every(Duration.ofSeconds(20));
    assertThat(r.tick(s(29)).raise()).isFalse();
    assertThat(r.tick(s(30)).raise()).isTrue();
    r.done(s(30));
    r.every(Duration.ZERO);
    assertThat(r.tick(s(100_000)).raise()).isFalse();
  }

  @Test
  void everyZeroIsNever() {
    assertThat(requests("every=0").tick(Long.MAX_VALUE - 1).raise()).isFalse();
  }

  @Test
  void nothingIsWantedBeforeTheRootIsEntered() {
    Requests r = new Requests(OptionParser.parse("every=1s"));
    assertThat(r.tick(s(1000)).raise()).isFalse();
  }

  @Test
  void aStopGoesBeforeASnapshotAndIsAskedOnce() {
    Requests r = requests("every=1s");
    assertThat(r.stop("SIGTERM", s(5))).isTrue();
    assertThat(r.stop("SIGTERM", s(6))).isFalse();
    assertThat(r.atSafePoint(s(7))).isEqualTo(Want.STOP);
    assertThat(r.stopReason()).isEqualTo("SIGTERM");
  }

  @Test
  void stopAfterStops() {
    Requests r = requests("every=0,stop-after=3s");
    assertThat(r.tick(s(2.9)).raise()).isFalse();
    assertThat(r.tick(s(3)).raise()).isTrue();
    assertThat(r.atSafePoint(s(3))).isEqualTo(Want.STOP);
  }

  @Test
  void theDeadlineCountsFromTheAskingNotFromTheLastTry() {
    Requests r = requests("every=0,stop-deadline=60s");
    r.stop("SIGTERM", s(100));
    for (int i = 0; i < 12; i++) {
      assertThat(r.tick(s(100 + i * 4.9)).deadlineMissed()).isFalse();
      r.refused(s(100 + i * 4.9));
    }
    assertThat(r.tick(s(160)).deadlineMissed()).isTrue();
  }

  @Test
  void aStopThatIsReachedMayTakeItsTimeToWrite() {
    Requests r = requests("every=0,stop-deadline=1s");
    r.stop("SIGTERM", s(1));
    assertThat(r.atSafePoint(s(1.5))).isEqualTo(Want.STOP);
    assertThat(r.tick(s(9)).deadlineMissed()).isFalse();
    r.refused(s(9));
    assertThat(r.tick(s(9.1)).deadlineMissed()).isTrue();
  }

  @Test
  void aRefusedWishIsTriedAgainAfterAGrowingPause() {
    Requests r = requests("every=1s");
    assertThat(r.tick(s(1)).raise()).isTrue();
    r.refused(s(1));
    assertThat(r.tick(s(1.009)).raise()).isFalse();
    assertThat(r.tick(s(1.010)).raise()).isTrue();
    for (int i = 0; i < 30; i++) {
      r.refused(s(2));
    }
    assertThat(r.tick(s(6.9)).raise()).isFalse();
    assertThat(r.tick(s(7)).raise()).isTrue();
  }

  @Test
  void anUnreachedSafePointIsToldAndAgainEverMoreSeldom() {
    Requests r = requests("every=1s,remind=60s");
    assertThat(r.tick(s(1)).unreached()).isFalse();
    assertThat(r.tick(s(30)).unreached()).isFalse();
    assertThat(r.tick(s(31)).unreached()).isTrue();
    assertThat(r.tick(s(32)).unreached()).isFalse();
    assertThat(r.tick(s(91)).unreached()).isTrue();
    assertThat(r.tick(s(92)).unreached()).isFalse();
  }
}
