package dev.cairn.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What came of a process. */
public record Outcome(int exit, String out, String err, List<String> command, Path reportFile) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Signals show as 128 + number. */
  public static final int KILLED = 137;

  public Outcome assertExit(int expected) {
    assertThat(exit).as("exit code of %s", this).isEqualTo(expected);
    return this;
  }

  /** The agent's lines, without their prefix. */
  public List<String> agentLines() {
    return err.lines()
        .filter(l -> l.startsWith("cairn: "))
        .map(l -> l.substring("cairn: ".length()))
        .toList();
  }

  /** No user is to see a Java stack trace from us. */
  public Outcome assertNoStackTrace() {
    assertThat(err).as("stderr of %s", this).doesNotContain("\tat ", "Caused by:", "Exception in");
    return this;
  }

  /** One line of the agent's, and nothing else on standard error. */
  public String assertOneLine() {
    assertNoStackTrace();
    assertThat(err.lines().toList()).as("stderr of %s", this).hasSize(1);
    assertThat(err).startsWith("cairn: ");
    return err.strip().substring("cairn: ".length());
  }

  public JsonNode report() {
    try {
      return JSON.readTree(reportFile.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("no report of " + this, e);
    }
  }

  /** Safe points reached in this JVM. */
  public long reached() {
    return report().path("reached").asLong(-1);
  }

  @Override
  public String toString() {
    return String.join(" ", command)
        + "\n--- exit "
        + exit
        + "\n--- out\n"
        + out
        + "--- err\n"
        + err;
  }
}
