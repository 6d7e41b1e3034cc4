package dev.cairn.verify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the agent wrote at the end of a JVM's life ({@code report=FILE}).
 *
 * @param reached safe points reached since C0
 * @param outcome {@code done}, {@code stopped}, ...
 * @param exit the exit code
 * @param generation the newest generation
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentReport(
    long reached,
    @Nullable String outcome,
    int exit,
    long generation,
    @Nullable List<Taken> snapshots,
    @Nullable Resumed resumedFrom,
    @Nullable List<String> refusals) {

  /** One snapshot that was taken; {@code reached} counts since C0. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Taken(
      long generation,
      long reached,
      @Nullable String digest,
      long bytes,
      double pauseMillis,
      @Nullable String file) {}

  /** What the JVM went on from. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Resumed(long generation, @Nullable String file, double restoreMillis) {}

  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /** The report in {@code file}; empty where the JVM did not live to write one. */
  public static Optional<AgentReport> read(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(MAPPER.readValue(Files.readAllBytes(file), AgentReport.class))
        : Optional.empty();
  }

  /** The snapshots taken, in order. */
  public List<Taken> taken() {
    return snapshots == null ? List.of() : snapshots;
  }

  /** Why snapshots were refused. */
  public List<String> refused() {
    return refusals == null ? List.of() : refusals;
  }
}
