package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Decider;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.wire.Api;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerBookTest {
  private final PeerBook book = new PeerBook();
  private State state = State.EMPTY;

  private void does(Event event) {
    state = new Decider(Policy.DEFAULT).decide(state, event, 1_000).state();
  }

  /** Job 1 went from a to b. */
  @BeforeEach
  void begin() {
    does(new Event.Joined("a", "a#1", new Amount(1, 10), "p", List.of()));
    does(new Event.Joined("b", "b#1", new Amount(1, 10), "p", List.of()));
    JobSpec spec = new JobSpec("k", "n", new Amount(1, 1), null, null, "f", List.of("Main"), "");
    does(new Event.Submit(spec, 0, false));
    does(new Event.Migrate(1, "b"));
    does(new Event.Stopped("a", 1, 1, new CheckIn(1, 1, "files"), null));
  }

  private List<Api.Holders> told() {
    return book.holders(state, "b", List.of(1L));
  }

  private static Api.Peer peer(String host, String key) {
    return new Api.Peer(host, "http://" + host, key, null);
  }

  @Test
  void toldAreThoseThatHadTheJob() {
    assertThat(told()).isEmpty();
    book.put("a", peer("a", "1"));
    book.put("b", peer("b", "2"));
    assertThat(told()).containsExactly(new Api.Holders(1, List.of(peer("a", "1"))));
    assertThat(book.holders(state, "b", List.of(7L))).isEmpty();
  }

  @Test
  void theLatestWordCounts() {
    book.put("a", peer("a", "1"));
    book.put("a", peer("a", "2"));
    assertThat(told()).containsExactly(new Api.Holders(1, List.of(peer("a", "2"))));
    book.put("a", null);
    assertThat(told()).isEmpty();
  }

  /** A worker can't answer for another host. */
  @Test
  void itsHostIsTheOneThatTold() {
    book.put("b", peer("a", "1"));
    assertThat(told()).isEmpty();
  }
}
