package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.wire.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask what, how much, how often. */
class FrontTest {
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.in(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int status(String token, String method, String path)
      throws IOException, InterruptedException {
    return server.as(token, method, path, "{}").statusCode();
  }

  /** 400, 404 and 409 come from behind the door. */
  @Test
  void rolesOpenSomeDoors() throws Exception {
    String submit = server.token(Role.SUBMIT);
    String operate = server.token(Role.OPERATE);
    String worker = server.token(Role.WORKER);

    assertThat(status(submit, "GET", "/v1/jobs")).isEqualTo(200);
    assertThat(status(submit, "POST", "/v1/jobs")).isEqualTo(400);
    assertThat(status(submit, "POST", "/v1/jobs/1/remove")).isEqualTo(403);
    assertThat(status(submit, "POST", "/v1/hosts/a/drain")).isEqualTo(403);
    assertThat(status(submit, "POST", "/v1/workers/a/join")).isEqualTo(403);

    assertThat(status(operate, "POST", "/v1/jobs")).isEqualTo(400);
    assertThat(status(operate, "POST", "/v1/jobs/1/remove")).isEqualTo(404);
    assertThat(status(operate, "POST", "/v1/workers/a/join")).isEqualTo(403);

    assertThat(status(worker, "POST", "/v1/workers/a/join")).isEqualTo(400);
    assertThat(status(worker, "GET", "/v1/chunks/" + "0".repeat(64))).isEqualTo(404);
    assertThat(status(worker, "GET", "/v1/jobs")).isEqualTo(403);
    assertThat(status(worker, "POST", "/v1/jobs/1/remove")).isEqualTo(403);
  }

  @Test
  void aTokenEndsWithItsFile() throws Exception {
    String worker = server.token(Role.WORKER);
    Path file = folder.resolve("tokens/a-worker");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().doesNotContain(worker);
    assertThat(status(worker, "GET", "/v1/jobs")).isEqualTo(403);
    Files.delete(file);
    Thread.sleep(1_100);
    assertThat(status(worker, "GET", "/v1/jobs")).isEqualTo(401);
  }

  @Test
  void strangersGetNoWordAndSoonNotEvenThat() throws Exception {
    assertThat(status("wrong", "GET", "/v1/nothing")).isEqualTo(401);
    HttpResponse<String> last;
    do {
      last = server.as("wrong", "GET", "/v1/nothing", "");
      assertThat(last.body()).isEmpty();
    } while (last.statusCode() == 401);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(status(server.token, "GET", "/v1/jobs")).isEqualTo(200);
  }

  @Test
  void tooManyRequestsAreToldWhenToComeBack() throws Exception {
    server.close();
    server = TestServer.in(folder, 1);
    HttpResponse<String> last;
    do {
      last = server.asOperator("GET", "/v1/jobs", "");
    } while (last.statusCode() == 200);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(server.client.get("jobs", Api.Jobs.class).jobs()).isEmpty(); // it comes back
  }

  @Test
  void bodiesHaveAnEnd() throws Exception {
    String longish = "{\"to\":\"" + "x".repeat(70_000) + "\"}";
    HttpResponse<String> answer = server.asOperator("POST", "/v1/jobs/1/migrate", longish);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(server.asOperator("POST", "/v1/jobs/1/migrate", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void healthIsANumber() throws Exception {
    HttpResponse<String> answer = server.asStranger("GET", "/v1/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  /** Reads a stream of events until a line says something. */
  private List<String> events(String lastEventId, String until) throws Exception {
    var request = server.request("/v1/events").header("Authorization", "Bearer " + server.token);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> lines = new ArrayList<>();
    try (var reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null && !line.contains(until)) {
        lines.add(line);
        line = reader.readLine();
      }
      lines.add(line);
    }
    return lines;
  }

  /** Who was away, the coordinator too, misses nothing and hears nothing twice. */
  @Test
  void eventsGoOnWhereTheyWereLeft() throws Exception {
    server.submit("k1", "n");
    server.join("a"); // 1: submitted, 2: staging
    assertThat(events("0", "\"number\":2")).contains("id: 1", "id: 2");
    server.close();
    server = TestServer.in(folder);
    server.submit("k2", "n"); // 3
    List<String> more = events("1", "\"number\":3");
    assertThat(more).contains("id: 2", "id: 3", "event: step").doesNotContain("id: 1");
    assertThat(more).anyMatch(l -> l.contains("\"job\":1") && l.contains("\"host\":\"a\""));
    assertThat(events(null, "event: changed")).noneMatch(l -> l.startsWith("id:"));
  }

  @Test
  void eventsOfAnotherCoordinatorAreRefused() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                server
                    .request("/v1/events")
                    .header("Authorization", "Bearer " + server.token)
                    .header("Last-Event-ID", "77")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
  }
}
