package dev.cairn.coordinator.server;

import static dev.cairn.coordinator.server.Route.get;
import static dev.cairn.coordinator.server.Route.post;
import static dev.cairn.coordinator.server.Route.put;

import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.util.List;

/** All jobs' files, by content. */
final class ChunkEndpoints {
  private static final int IDS = 8 << 20;

  private final ChunkFolder chunks;

  ChunkEndpoints(ChunkFolder chunks) {
    this.chunks = chunks;
  }

  List<Route<?, ?>> routes() {
    Content<Api.Chunks> ids = Content.json(Api.Chunks.class).upTo(IDS);
    return List.of(
        post(
            "chunks/missing",
            Role.ALL,
            "Which of these aren't there; the others stay until they are referred to.",
            ids,
            ids,
            (call, asked) -> missing(asked)),
        put(
            "chunks/{chunk}",
            Role.ALL,
            "Makes a chunk durable; its name is its SHA-256.",
            Content.BYTES,
            Content.NOTHING,
            (call, bytes) -> write(id(call), bytes)),
        get("chunks/{chunk}", Role.ALL, "A chunk.", Content.BYTES, call -> read(id(call))));
  }

  private static String id(Call call) {
    return id(call.variable("chunk"));
  }

  private static String id(String text) {
    if (!Chunk.isId(text)) {
      throw new HttpProblem(400, text + " is no chunk's id");
    }
    return text;
  }

  private Api.Chunks missing(Api.Chunks asked) {
    asked.chunks().forEach(ChunkEndpoints::id);
    return new Api.Chunks(List.copyOf(chunks.missing(asked.chunks())));
  }

  private Api.Nothing write(String id, byte[] bytes) throws IOException {
    if (!Chunk.id(bytes).equals(id)) {
      throw new HttpProblem(400, "what was sent is not chunk " + id);
    }
    chunks.write(id, bytes);
    return Api.Nothing.MORE;
  }

  private byte[] read(String id) throws IOException {
    if (!chunks.has(id)) {
      throw new HttpProblem(404, "there is no chunk " + id);
    }
    return chunks.read(id);
  }
}
