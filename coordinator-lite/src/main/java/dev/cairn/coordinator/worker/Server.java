package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.files.ChunkSink;
import dev.cairn.coordinator.files.ChunkSource;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;

/**
 * The coordinator, as a worker sees it. All throw {@link
 * dev.cairn.coordinator.wire.CoordinatorClient.AnsweredException} where the answer is no.
 */
interface Server extends ChunkSource, ChunkSink {
  /** For people: who it is. */
  String name();

  Api.Orders join(Api.Join join) throws IOException;

  Api.Orders heard(Api.Heartbeat heartbeat) throws IOException;

  Api.Orders leaving(Api.Leaving leaving) throws IOException;

  void left(Api.Heartbeat heartbeat) throws IOException;

  void outcome(Api.Outcome outcome) throws IOException;

  void saved(Api.Saved saved) throws IOException;
}
