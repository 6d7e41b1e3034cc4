package dev.cairn.agent.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in this JVM, as JSON for whoever started it. Thread-safe. */
final class Report {
  /**
   * One snapshot written.
   *
   * @param reached safe points reached since C0, or -1 where they were not counted
   * @param pauseNanos how long the job's thread stood still
   */
  record Snapshot(
      long generation, long reached, String digest, long bytes, long pauseNanos, String file) {}

  private final List<Snapshot> snapshots = new ArrayList<>();
  private @Nullable String resumedFrom;
  private long restoreNanos;
  private long baseReached;

  synchronized void add(Snapshot snapshot) {
    snapshots.add(snapshot);
  }

  synchronized @Nullable Snapshot last() {
    return snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1);
  }

  synchronized void resumed(String file, long reached, long nanos) {
    resumedFrom = file;
    baseReached = reached;
    restoreNanos = nanos;
  }

  /** Writes it aside and renames it, so that a reader never sees a part. */
  synchronized void write(Path file, long reached, String outcome, int exit, List<String> refusals)
      throws IOException {
    Path aside = aside(file);
    Files.write(aside, json(reached, outcome, exit, refusals).getBytes(StandardCharsets.UTF_8));
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where it is written first. */
  static Path aside(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  private String json(long reached, String outcome, int exit, List<String> refusals) {
    StringBuilder b = new StringBuilder();
    b.append("{\"reached\":").append(reached);
    b.append(",\"outcome\":").append(quote(outcome));
    b.append(",\"exit\":").append(exit);
    Snapshot last = last();
    b.append(",\"generation\":").append(last == null ? 0 : last.generation());
    b.append(",\"snapshots\":[");
    for (int i = 0; i < snapshots.size(); i++) {
      Snapshot s = snapshots.get(i);
      b.append(i == 0 ? "" : ",")
          .append("{\"generation\":")
          .append(s.generation())
          .append(",\"reached\":")
          .append(s.reached())
          .append(",\"digest\":")
          .append(quote(s.digest()))
          .append(",\"bytes\":")
          .append(s.bytes())
          .append(",\"pauseMillis\":")
          .append(s.pauseNanos() / 1e6)
          .append(",\"file\":")
          .append(quote(s.file()))
          .append('}');
    }
    b.append(']');
    if (resumedFrom != null) {
      b.append(",\"resumedFrom\":{\"file\":")
          .append(quote(resumedFrom))
          .append(",\"reached\":")
          .append(baseReached)
          .append(",\"restoreMillis\":")
          .append(restoreNanos / 1e6)
          .append('}');
    }
    b.append(",\"refusals\":[");
    for (int i = 0; i < refusals.size(); i++) {
      b.append(i == 0 ? "" : ",").append(quote(refusals.get(i)));
    }
    return b.append("]}\n").toString();
  }

  private static String quote(String s) {
    StringBuilder b = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        b.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        b.append(String.format("\\u%04x", (int) c));
      } else {
        b.append(c);
      }
    }
    return b.append('"').toString();
  }
}
