package dev.cairn.coordinator.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is served to everybody, since there is nothing in it of anybody: resources of this jar. */
final class OpenFiles {
  /** A resource, and its media type. */
  record Resource(String type, String text) {}

  private final Map<String, Resource> byPath;

  private OpenFiles(Map<String, Resource> byPath) {
    this.byPath = byPath;
  }

  static OpenFiles load() throws IOException {
    Resource page = new Resource("text/html; charset=utf-8", read("page/index.html"));
    return new OpenFiles(
        Map.of(
            "/",
            page,
            "/page.css",
            new Resource("text/css; charset=utf-8", read("page/page.css")),
            "/page.js",
            new Resource("text/javascript; charset=utf-8", read("page/page.js")),
            "/icon.svg",
            new Resource("image/svg+xml", read("page/icon.svg")),
            "/v1/openapi.json",
            new Resource(Content.JSON, read("openapi.json"))));
  }

  private static String read(String name) throws IOException {
    try (InputStream in = OpenFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this build of Cairn lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Nullable Resource at(String path) {
    return byPath.get(path);
  }
}
