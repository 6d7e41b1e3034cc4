package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks come from the nearest that has them, and are what they should be. */
class FetchTest {
  private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FOUR = "four".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;
  private Scene scene;
  private Kept kept;

  /** What other workers have; a worker that has nothing at all can't be reached. */
  private final Map<String, Map<String, byte[]>> others = new HashMap<>();

  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(temp);
    kept = scene.kept();
    scene.server.chunks.write(Chunk.id(ONE), ONE);
    scene.server.chunks.write(Chunk.id(FOUR), FOUR);
  }

  private Fetch fetch(String... hosts) {
    List<Api.Peer> peers = new ArrayList<>();
    for (String host : hosts) {
      peers.add(new Api.Peer(host, "http://" + host, "key", null));
    }
    return new Fetch(kept, peers, this::read, scene.server);
  }

  private byte[] read(Api.Peer peer, String id) throws IOException {
    asked.add(peer.host());
    Map<String, byte[]> has = others.get(peer.host());
    if (has == null) {
      throw new ConnectException("refused");
    }
    return has.get(id);
  }

  private static void gives(Fetch fetch, byte[] expected) throws IOException {
    assertThat(fetch.read(Chunk.id(expected))).isEqualTo(expected);
  }

  @Test
  void whatNobodyElseHasTheCoordinatorHas() throws IOException {
    Fetch fetch = fetch();
    gives(fetch, ONE);
    assertThat(fetch.bytes()).isEqualTo(new Move.Bytes(0, 0, 3));
  }

  @Test
  void whatIsKeptNobodyIsAskedFor() throws IOException {
    others.put("a", Map.of(Chunk.id(ONE), ONE));
    gives(fetch("a"), ONE);
    asked.clear();
    Fetch again = fetch("a");
    gives(again, ONE);
    assertThat(again.bytes()).isEqualTo(new Move.Bytes(3, 0, 0));
    assertThat(asked).isEmpty();
  }

  @Test
  void otherWorkersAreAskedFirst() throws IOException {
    others.put("a", Map.of());
    others.put("b", Map.of(Chunk.id(ONE), ONE));
    Fetch fetch = fetch("a", "b");
    gives(fetch, ONE);
    gives(fetch, FOUR);
    assertThat(fetch.bytes()).isEqualTo(new Move.Bytes(0, 3, 4));
    assertThat(asked).as("who hasn't one may have others").containsExactly("a", "b", "a", "b");
  }

  @Test
  void whoCantBeReachedIsAskedOnce() throws IOException {
    Fetch fetch = fetch("away");
    gives(fetch, ONE);
    gives(fetch, FOUR);
    assertThat(asked).containsExactly("away");
    assertThat(fetch.bytes()).isEqualTo(new Move.Bytes(0, 0, 7));
  }

  @Test
  void whoLiesIsBelievedNothing() throws IOException {
    others.put("liar", Map.of(Chunk.id(ONE), FOUR, Chunk.id(FOUR), FOUR));
    Fetch fetch = fetch("liar");
    gives(fetch, ONE);
    gives(fetch, FOUR);
    assertThat(asked).containsExactly("liar");
    assertThat(kept.find(Chunk.id(ONE))).isEqualTo(ONE);
  }

  @Test
  void whatNobodyHasIsMissing() {
    others.put("a", Map.of());
    Fetch fetch = fetch("a");
    assertThatThrownBy(() -> fetch.read("0".repeat(64))).isInstanceOf(IOException.class);
  }

  /** What was sent to the coordinator is here for the next host. */
  @Test
  void whatIsSentIsKept() throws IOException {
    Server keeping = new KeepingServer(scene.server, kept);
    byte[] sent = "sent".getBytes(StandardCharsets.UTF_8);
    keeping.write(Chunk.id(sent), sent);
    assertThat(kept.find(Chunk.id(sent))).isEqualTo(sent);
    assertThat(scene.server.chunks.read(Chunk.id(sent))).isEqualTo(sent);
  }
}
