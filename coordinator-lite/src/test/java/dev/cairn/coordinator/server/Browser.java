package dev.cairn.coordinator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium with one page, driven by its DevTools protocol over the JDK's WebSocket. */
final class Browser implements AutoCloseable {
  static final String NAMED = "CAIRN_BROWSER";
  private static final List<String> USUAL =
      List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  /** What the page complained of: exceptions, refused resources, broken policies. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  private Browser(Process process, String url) throws Exception {
    this.process = process;
    // The page's own socket lies beside the browser's.
    HttpClient http = HttpClient.newHttpClient();
    String host = URI.create(url).getAuthority();
    String pages =
        http.send(
                java.net.http.HttpRequest.newBuilder(URI.create("http://" + host + "/json/list"))
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString())
            .body();
    String page = JSON.readTree(pages).get(0).get("webSocketDebuggerUrl").asText();
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(page), new Listener())
            .get(10, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Accessibility", "DOM")) {
      ask(domain + ".enable", Map.of());
    }
  }

  /** The one that is named by the environment, or one that is on the path. */
  static String find() {
    String named = System.getenv(NAMED);
    if (named != null) {
      return named;
    }
    for (String name : USUAL) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        if (Files.isExecutable(Path.of(folder, name))) {
          return Path.of(folder, name).toString();
        }
      }
    }
    throw new IllegalStateException(
        "no browser: install chromium-headless-shell (or chromium), or name one by " + NAMED);
  }

  static Browser start(Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                find(),
                "--headless",
                "--no-sandbox", // as root, as in containers
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    String line = said.readLine();
    while (line != null) {
      lines.add(line);
      Matcher m = LISTENING.matcher(line);
      if (m.find()) {
        Thread drain = new Thread(() -> said.lines().forEach(l -> {}), "browser-said");
        drain.setDaemon(true);
        drain.start();
        return new Browser(process, m.group(1));
      }
      line = said.readLine();
    }
    throw new IOException("the browser did not start: " + String.join("\n", lines));
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        heard(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }

  private void heard(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        waiting.remove(message.get("id").asInt()).complete(message);
      } else if (message.path("method").asText().equals("Runtime.exceptionThrown")) {
        complaints.add(message.at("/params/exceptionDetails").toString());
      } else if (message.path("method").asText().equals("Log.entryAdded")
          && message.at("/params/entry/source").asText().equals("security")) {
        complaints.add(message.at("/params/entry/text").asText());
      }
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  JsonNode ask(String method, Map<String, ?> parameters) throws Exception {
    int id = number.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(
        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
    JsonNode got = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (got.has("error")) {
      throw new IOException(method + ": " + got.get("error"));
    }
    return got.get("result");
  }

  void open(String url) throws Exception {
    ask("Page.navigate", Map.of("url", url));
    until("document.readyState === 'complete' && location.href !== 'about:blank'");
  }

  /** The value of an expression in the page. */
  JsonNode value(String expression) throws Exception {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  /** Waits until something is so in the page. */
  void until(String condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      if (value("Boolean(" + condition + ")").asBoolean()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "never: " + condition + "; the page says: " + value("document.body.innerText").asText());
  }

  void size(int width, int height) throws Exception {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  void colours(String scheme) throws Exception {
    ask(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void picture(Path file) throws Exception {
    JsonNode shot = ask("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
  }

  /** What Debian calls a browser is a script that starts one: all of it ends. */
  @Override
  public void close() throws InterruptedException {
    socket.abort();
    List<ProcessHandle> parts = process.descendants().toList();
    process.destroy();
    parts.forEach(ProcessHandle::destroy);
    for (ProcessHandle part : parts) {
      try {
        part.onExit().get(10, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        part.destroyForcibly();
      }
    }
    process.destroyForcibly().waitFor();
  }
}
