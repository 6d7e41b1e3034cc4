package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.store.SqliteStore;
import dev.cairn.coordinator.store.Store;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that is served says what is served. */
class OpenApiTest {
  private static final String VARIABLE = "\\{[a-z]+}";
  private static final ObjectMapper JSON = new ObjectMapper();

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

  private String served() throws IOException, InterruptedException {
    return server.asStranger("GET", "/v1/openapi.json").body();
  }

  private List<Route<?, ?>> routes() throws IOException {
    try (Store store = SqliteStore.open(folder.resolve("other.db"))) {
      Coordinator c = new Coordinator(Policy.DEFAULT, store, () -> 0);
      ChunkFolder chunks = new ChunkFolder(folder.resolve("other"));
      return CoordinatorServer.routes(c, new Holdings(c, chunks), chunks);
    }
  }

  /** What is to be committed after a change is in target/openapi.json then. */
  @Test
  void itIsWhatRoutesAndRecordsMake() throws Exception {
    String made = OpenApi.of(routes());
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("openapi.json"),
        made,
        StandardCharsets.UTF_8);
    assertThat(served()).isEqualTo(made);
  }

  /** Asked over the network, each path of it answers to its methods and to no other. */
  @Test
  void eachPathIsServed() throws Exception {
    JsonNode paths = JSON.readTree(served()).get("paths");
    assertThat(paths.size()).isGreaterThan(20);
    for (var path : paths.properties()) {
      String at = path.getKey().replaceAll(VARIABLE, "7");
      for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
        boolean isTold =
            paths.properties().stream()
                .filter(p -> at.matches(p.getKey().replaceAll(VARIABLE, "[^/]+")))
                .anyMatch(p -> p.getValue().has(method.toLowerCase(Locale.ROOT)));
        assertThat(isServed(method, at)).as(method + " " + at).isEqualTo(isTold);
      }
    }
    assertThat(server.asOperator("GET", "/v1/jobs/7/dance", "").body()).contains("nothing answers");
  }

  private boolean isServed(String method, String path) throws Exception {
    if (path.equals("/v1/events") && method.equals("GET")) {
      return server.beginsToAnswer(path); // and would not end for minutes
    }
    HttpResponse<String> answer = server.asOperator(method, path, "{}");
    return answer.statusCode() != 405 && !answer.body().contains("nothing answers");
  }

  /** What is answered is as the document says: no field more, none less. */
  @Test
  void answersAreAsItSays() throws Exception {
    JsonNode document = JSON.readTree(served());
    server.aJobOnAHost();
    for (String path : List.of("/v1/jobs", "/v1/jobs/1", "/v1/hosts", "/v1/history")) {
      JsonNode answer = JSON.readTree(server.asOperator("GET", path, "").body());
      String template = path.replace("/1", "/{job}");
      JsonNode schema =
          document
              .at("/paths/" + template.replace("~", "~0").replace("/", "~1") + "/get/responses/200")
              .at("/content/application~1json/schema");
      assertThat(schema.isMissingNode()).isFalse();
      conforms(document, schema, answer, path);
    }
  }

  private static void conforms(JsonNode document, JsonNode schema, JsonNode value, String at) {
    if (schema.has("$ref")) {
      conforms(document, document.at(schema.get("$ref").asText().substring(1)), value, at);
    } else if (schema.has("anyOf")) {
      if (!value.isNull()) {
        conforms(document, schema.get("anyOf").get(0), value, at);
      }
    } else {
      switch (schema.get("type").asText()) {
        case "object" -> {
          assertThat(value.isObject()).as(at).isTrue();
          assertThat(value.fieldNames())
              .toIterable()
              .as(at)
              .containsExactlyInAnyOrderElementsOf(() -> schema.get("properties").fieldNames());
          value
              .properties()
              .forEach(
                  f ->
                      conforms(
                          document,
                          schema.get("properties").get(f.getKey()),
                          f.getValue(),
                          at + "." + f.getKey()));
        }
        case "array" -> value.forEach(v -> conforms(document, schema.get("items"), v, at + "[]"));
        case "integer" -> assertThat(value.isIntegralNumber()).as(at).isTrue();
        case "number" -> assertThat(value.isNumber()).as(at).isTrue();
        case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
        default -> assertThat(value.isTextual()).as(at).isTrue();
      }
    }
  }
}
