package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says on a job's standard error, among the job's own lines: why the latest snapshot
 * was refused, and its last words. Thread-safe.
 */
final class AgentWords {
  private static final String VOICE = "cairn: ";
  private static final String REFUSED = VOICE + "no snapshot: ";
  private static final String RESUMED = VOICE + "resumed from generation ";
  private static final String STILL = VOICE + "still no snapshot ";
  private static final String LATEST = "Latest reason: ";
  private static final int AT_ONCE = 64 << 10;

  private final Path err;
  private long read;
  private long generation;
  private @Nullable String refusal;
  private long began;

  AgentWords(Path err) {
    this.err = err;
  }

  /** A JVM begins: what stands there is a former one's. */
  synchronized void begin(long newest) throws IOException {
    read = Files.exists(err) ? Files.size(err) : 0;
    began = read;
    generation = newest;
    refusal = null;
  }

  /** Why the latest snapshot was refused; null where none was since the newest generation. */
  synchronized @Nullable String refusal(long newest) throws IOException {
    Lines fresh = lines(read);
    read = fresh.end();
    for (String line : fresh.lines()) {
      if (line.startsWith(REFUSED)) {
        refusal = line.substring(REFUSED.length());
      } else if (line.startsWith(STILL) && line.contains(LATEST)) {
        refusal = line.substring(line.indexOf(LATEST) + LATEST.length());
      }
    }
    if (newest > generation) {
      generation = newest;
      refusal = null;
    }
    return refusal;
  }

  /** Whether this JVM has restored the job. */
  synchronized boolean isResumed() throws IOException {
    return lines(began).lines().stream().anyMatch(line -> line.startsWith(RESUMED));
  }

  /** The last line it said. */
  synchronized String last() throws IOException {
    String last = "it said nothing";
    for (String line : lines(0).lines()) {
      if (line.startsWith(VOICE)) {
        last = line.substring(VOICE.length());
      }
    }
    return last;
  }

  /** Whole lines, and where the next begins. */
  private record Lines(List<String> lines, long end) {}

  /** From there on; where that is much, the end of it. */
  private Lines lines(long from) throws IOException {
    if (!Files.exists(err)) {
      return new Lines(List.of(), from);
    }
    try (RandomAccessFile file = new RandomAccessFile(err.toFile(), "r")) {
      long begin = Math.max(from, file.length() - AT_ONCE);
      byte[] bytes = new byte[(int) Math.max(0, file.length() - begin)];
      file.seek(begin);
      file.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
      return new Lines(text.lines().toList(), begin + end);
    }
  }
}
