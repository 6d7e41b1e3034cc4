package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.server.ServerIdentity;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the network of this machine. */
class PeerDoorTest {
  private static final byte[] CHUNK = "a chunk".getBytes(StandardCharsets.UTF_8);
  private static final String ID = Chunk.id(CHUNK);

  @TempDir Path temp;
  private final FakeTime time = new FakeTime();

  /** So patient that no machine is too busy. */
  private final Peers peers =
      new RemotePeers(
          new RemotePeers.Patience(
              Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofSeconds(1)),
          time);

  private Kept kept;

  @BeforeEach
  void begin() throws IOException {
    kept = new Scene(temp).kept();
    kept.keep(ID, CHUNK);
  }

  private PeerDoor open(@Nullable ServerIdentity identity) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return PeerDoor.open("h", here, kept, identity);
  }

  @Test
  void givesWhatIsKept() throws Exception {
    try (PeerDoor door = open(null)) {
      assertThat(peers.read(door.self(), ID)).isEqualTo(CHUNK);
      assertThat(peers.read(door.self(), "0".repeat(64))).isNull();
      assertThat(peers.read(door.self(), "../worker.lock")).isNull();
    }
  }

  @Test
  void whoHasNotTheKeyHearsNoWord() throws Exception {
    try (PeerDoor door = open(null)) {
      Api.Peer self = door.self();
      Api.Peer stranger = new Api.Peer("h", self.url(), "another", null);
      assertThatThrownBy(() -> peers.read(stranger, ID)).hasMessageContaining("answers 401");
      var response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(self.url() + "/")).build(),
                  BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void eachHasAKeyOfItsOwn() throws Exception {
    try (PeerDoor one = open(null);
        PeerDoor other = open(null)) {
      assertThat(one.self().key()).hasSize(64).isNotEqualTo(other.self().key());
    }
  }

  /** Who shows another certificate than the coordinator told of gets no key. */
  @Test
  void overTlsItIsKnownByItsFingerprint() throws Exception {
    ServerIdentity identity = ServerIdentity.generated(temp, List.of("127.0.0.1"));
    try (PeerDoor door = open(identity)) {
      Api.Peer self = door.self();
      assertThat(self.url()).startsWith("https://");
      assertThat(peers.read(self, ID)).isEqualTo(CHUNK);
      String wrong = self.fingerprint().replaceAll("[0-9]", "a");
      Api.Peer other = new Api.Peer("h", self.url(), self.key(), wrong);
      assertThatThrownBy(() -> peers.read(other, ID)).isInstanceOf(IOException.class);
    }
  }

  /** Not all that move wait for it anew. */
  @Test
  void whoIsAwayIsNotTriedForAWhile() throws Exception {
    PeerDoor door = open(null);
    door.close();
    assertThatThrownBy(() -> peers.read(door.self(), ID)).hasMessageContaining("can't be reached");
    assertThatThrownBy(() -> peers.read(door.self(), ID)).hasMessageContaining("a while ago");
    time.sleep(1_001);
    assertThatThrownBy(() -> peers.read(door.self(), ID)).hasMessageContaining("can't be reached");
  }
}
