package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A coordinator's server on a port of its own, and who asks it. */
final class TestServer implements AutoCloseable {
  private final Path folder;
  private final CoordinatorServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  final String token;
  final CoordinatorClient client;

  private TestServer(Path folder, double rate) throws IOException {
    this.folder = folder;
    server =
        CoordinatorServer.start(
            new ServerSetup(
                folder,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Policy.DEFAULT,
                null,
                rate,
                line -> {}));
    token = Files.readString(folder.resolve("token")).strip();
    client = new CoordinatorClient(server.url(), token);
  }

  static TestServer in(Path folder) throws IOException {
    return new TestServer(folder, ServerSetup.REQUESTS_PER_SECOND);
  }

  static TestServer in(Path folder, double rate) throws IOException {
    return new TestServer(folder, rate);
  }

  String url() {
    return server.url();
  }

  /** A token of its own. */
  String token(Role role) throws IOException {
    return Tokens.make(folder, "a-" + role.word(), role);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  HttpResponse<String> asStranger(String method, String path)
      throws IOException, InterruptedException {
    return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  HttpResponse<String> asOperator(String method, String path, String body)
      throws IOException, InterruptedException {
    return as(token, method, path, body);
  }

  HttpResponse<String> as(String secret, String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Authorization", "Bearer " + secret)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  boolean beginsToAnswer(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            request(path).header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode() == 200;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  long submit(String key, String name) throws IOException {
    Path file = Files.writeString(folder.resolve("in.dat"), "some data");
    String files = FolderContent.send(Map.of("work/in.dat", file), client);
    JobSpec spec =
        new JobSpec(key, name, new Amount(1, 10), null, null, files, List.of("Main"), "");
    return client.post("jobs", new Api.Submission(spec, 0, false), Api.Submitted.class).id();
  }

  Api.Orders join(String host) throws IOException {
    return client.post(
        "workers/" + host + "/join",
        new Api.Join(host + "#1", new Amount(1, 100), "p", List.of(), null, null),
        Api.Orders.class);
  }

  /** Host a runs job 1, saved once and refused once. */
  void aJobOnAHost() throws IOException {
    join("a");
    submit("k", "n");
    client.post(
        "workers/a/heard",
        new Api.Heartbeat(
            "a#1",
            List.of(new Report(1, 1, true, 2, 5000, 20, 7L, null, "a frame", null, null)),
            null,
            null),
        Api.Orders.class);
  }

  @Override
  public void close() {
    server.close();
  }
}
