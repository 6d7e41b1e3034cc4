package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.coordinator.wire.CoordinatorClient.AnsweredException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real socket and database. */
class CoordinatorServerTest {
  @TempDir Path folder;
  private CoordinatorServer server;
  private CoordinatorClient client;

  @BeforeEach
  void start() throws IOException {
    server =
        CoordinatorServer.start(
            new ServerSetup(
                folder,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Policy.DEFAULT,
                null,
                ServerSetup.REQUESTS_PER_SECOND,
                line -> {}));
    client = new CoordinatorClient(server.url(), Files.readString(folder.resolve("token")).strip());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Api.Submission submission(String key) throws IOException {
    Path file = Files.writeString(folder.resolve("in.dat"), "some data");
    String files = FolderContent.send(Map.of("work/in.dat", file), client);
    return new Api.Submission(
        new JobSpec(key, "n", new Amount(1, 10), null, null, files, List.of("Main"), ""), 0, false);
  }

  private long submit(String key) throws IOException {
    return client.post("jobs", submission(key), Api.Submitted.class).id();
  }

  private Api.Orders join(String host) throws IOException {
    return client.post(
        "workers/" + host + "/join",
        new Api.Join(host + "#1", new Amount(1, 100), "p", List.of(), null, null),
        Api.Orders.class);
  }

  @Test
  void strangersLearnNothing() {
    CoordinatorClient stranger = new CoordinatorClient(server.url(), "0".repeat(64));
    for (String path : List.of("jobs", "nothing", "chunks/" + "0".repeat(64))) {
      assertThatThrownBy(() -> stranger.get(path, Api.Jobs.class))
          .isInstanceOfSatisfying(
              AnsweredException.class, e -> assertThat(e.status()).isEqualTo(401));
    }
  }

  @Test
  void theTokenIsItsUsersOwn() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token"))))
        .isEqualTo("rw-------");
  }

  /** What is acknowledged is there after a restart; what is sent twice is one job. */
  @Test
  void aJobOutlivesTheCoordinator() throws IOException {
    long id = submit("k");
    server.close();
    start();
    assertThat(submit("k")).isEqualTo(id);
    assertThat(client.get("jobs", Api.Jobs.class).jobs())
        .singleElement()
        .matches(j -> j.state() == JobState.QUEUED);
  }

  @Test
  void aJobsFilesComeFirst() throws IOException {
    Api.Submission s = submission("k");
    JobSpec lacking =
        new JobSpec("k", "n", new Amount(1, 1), null, null, "0".repeat(64), List.of("Main"), "");
    assertThat(s.spec().files()).hasSize(64);
    assertThatThrownBy(
            () -> client.post("jobs", new Api.Submission(lacking, 0, false), Api.Submitted.class))
        .hasMessageContaining("are missing");
  }

  @Test
  void aWorkersDay() throws IOException {
    assertThat(join("a").orders()).isEmpty();
    long id = submit("k");
    Api.Orders orders =
        client.post(
            "workers/a/heard",
            new Api.Heartbeat("a#1", List.of(), "other", null),
            Api.Orders.class);
    assertThat(orders.orders()).singleElement().matches(o -> o.job() == id && !o.stop());
    String files = orders.orders().get(0).files();
    FolderContent.lay(files, client, folder.resolve("laid"));
    assertThat(folder.resolve("laid/work/in.dat")).hasContent("some data");
    client.tell("workers/a/outcome", new Api.Outcome(id, 1, files, null, 0, null, null));
    assertThat(client.get("jobs/" + id, Api.JobDetails.class).why()).isEqualTo("done: it is done");
    assertThatThrownBy(
            () ->
                client.tell(
                    "workers/a/outcome", new Api.Outcome(id, 1, files, null, 0, null, null)))
        .isInstanceOfSatisfying(AnsweredException.class, e -> assertThat(e.isStale()).isTrue());
  }

  @Test
  void anIncarnationThatIsNotKnownJoinsAnew() throws IOException {
    join("a");
    assertThatThrownBy(
            () ->
                client.post(
                    "workers/a/heard",
                    new Api.Heartbeat("a#0", List.of(), null, null),
                    Api.Orders.class))
        .isInstanceOfSatisfying(AnsweredException.class, e -> assertThat(e.isStale()).isTrue());
  }

  @Test
  void nonsenseIsAnswered() {
    assertThatThrownBy(() -> client.tell("jobs", Map.of("spec", 7)))
        .hasMessageContaining("not a Submission");
    assertThatThrownBy(() -> client.get("jobs/x", Api.JobDetails.class))
        .hasMessage("x is no job's number");
    assertThatThrownBy(() -> client.get("jobs/7", Api.JobDetails.class))
        .hasMessage("there is no job 7");
    assertThatThrownBy(() -> client.tell("jobs/7/dance", Api.JobRequest.NONE))
        .hasMessageContaining("nothing answers to /v1/jobs/7/dance");
    assertThatThrownBy(() -> client.write("0".repeat(64), new byte[5]))
        .hasMessageContaining("is not chunk");
    assertThatThrownBy(() -> client.read("../token")).isInstanceOf(IOException.class);
  }
}
