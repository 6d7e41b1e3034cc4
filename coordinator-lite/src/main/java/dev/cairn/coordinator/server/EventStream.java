package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.Recorded;
import dev.cairn.coordinator.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: what happens to all jobs, from a step of the durable history on.
 *
 * <pre>
 *   id: 4711                                        a step in a job's life; who was cut off
 *   event: step                                     sends the number as Last-Event-ID, and misses
 *   data: {"number":4711,"step":{"job":7,…}}        none
 *
 *   event: changed                                  jobs or hosts are not what they were: progress,
 *   data: {}                                        a host's word; at most twice a second
 *
 *   :                                               nothing happened for a while
 * </pre>
 */
final class EventStream {
  /** A reader comes back for more, and shows its token anew. */
  private static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final long QUIET_MILLIS = 10_000;
  private static final long BUNDLE_MILLIS = 500;
  private static final int AT_ONCE = 1_000;

  private final Coordinator coordinator;
  private long last;

  /**
   * @param last the number of the last step that the reader has
   */
  EventStream(Coordinator coordinator, long last) {
    this.coordinator = coordinator;
    this.last = last;
  }

  /** Writes until the reader is gone, or it is time to come back. */
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIFE_NANOS;
    long changes = -1; // so that the reader hears at once
    write(out, "retry: 2000\n\n");
    while (System.nanoTime() < end) {
      Coordinator.News news = coordinator.newsSince(last, changes, AT_ONCE, QUIET_MILLIS);
      StringBuilder text = new StringBuilder();
      for (Recorded step : news.steps()) {
        text.append("id: ").append(step.number()).append("\nevent: step\ndata: ");
        text.append(Json.write(step)).append("\n\n"); // JSON has no line breaks of its own
        last = step.number();
      }
      if (news.changes() != changes) {
        text.append("event: changed\ndata: {}\n\n");
        changes = news.changes();
      }
      write(out, text.isEmpty() ? ":\n\n" : text.toString());
      if (news.steps().size() < AT_ONCE) {
        Thread.sleep(BUNDLE_MILLIS);
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
