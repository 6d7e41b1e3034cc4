package dev.cairn.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.agent.job.Requests.Want;
import dev.cairn.agent.options.OptionParser;
import org.junit.jupiter.api.Test;

class GoalsTest {
  @Test
  void snapshotsAndTheStopComeInOrder() {
    Goals g = new Goals(OptionParser.parse("snapshot-at=3:5,stop-at=4"), 0);
    assertThat(g.next()).isEqualTo(3);
    assertThat(g.at(2)).isEqualTo(Want.NOTHING);
    assertThat(g.at(3)).isEqualTo(Want.SNAPSHOT);
    g.done(3);
    assertThat(g.next()).isEqualTo(4);
    assertThat(g.at(4)).isEqualTo(Want.STOP);
  }

  @Test
  void aRefusedOneIsTriedAtTheVeryNextSafePoint() {
    Goals g = new Goals(OptionParser.parse("snapshot-at=3:9"), 0);
    g.refused(3);
    assertThat(g.next()).isEqualTo(4);
    assertThat(g.at(4)).isEqualTo(Want.SNAPSHOT);
    g.done(4);
    assertThat(g.next()).isEqualTo(9);
  }

  /** A job refused at each of a hundred million safe points must not try at each. */
  @Test
  void manyRefusalsMakeTheTriesRare() {
    Goals g = new Goals(OptionParser.parse("snapshot-at=1"), 0);
    int tries = 0;
    while (g.next() < 100_000_000) {
      g.refused(g.next());
      tries++;
    }
    assertThat(tries).isBetween(64, 250);
    long at = g.next();
    g.done(at);
    assertThat(g.next()).isEqualTo(Long.MAX_VALUE);
    assertThat(g.at(at)).isEqualTo(Want.NOTHING);
  }

  @Test
  void withoutGoalsNothingIsWanted() {
    Goals g = new Goals(OptionParser.parse(null), 0);
    assertThat(g.next()).isEqualTo(Long.MAX_VALUE);
    assertThat(g.at(Long.MAX_VALUE - 1)).isEqualTo(Want.NOTHING);
  }

  /** Counted from C0, wherever this JVM began. */
  @Test
  void digestsAreWantedAtMultiples() {
    Goals g = new Goals(OptionParser.parse("stop-at=25"), 10);
    g.begin(37);
    assertThat(g.next()).isEqualTo(3);
    assertThat(g.digestAt(3)).isTrue();
    assertThat(g.at(3)).isEqualTo(Want.NOTHING);
    g.passed(3);
    assertThat(g.next()).isEqualTo(13);
    assertThat(g.digestAt(12)).isFalse();
    g.passed(13);
    g.passed(23);
    assertThat(g.next()).isEqualTo(25);
  }
}
