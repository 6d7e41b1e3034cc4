package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is to be seen of a broken job: scan names it, strict refuses it, verify catches it. */
final class BrokenJobs {
  private static final int STRICT = 77;
  private static final int STOPS = 2;

  private final Path folder;

  BrokenJobs(Path folder) {
    this.folder = folder;
  }

  /**
   * Scans the job.
   *
   * @return the first place that is named
   */
  String scanNamesIt(BrokenJob broken) throws JsonProcessingException {
    Outcome o =
        new Command(folder)
            .run("scan", "--json", broken.untreated(), Command.javaArguments(broken.job()))
            .assertExit(0)
            .assertNoStackTrace();
    JsonNode report = new ObjectMapper().readTree(o.out());
    for (JsonNode f : report.get("findings")) {
      if (f.get("source").asText().equals(broken.source())) {
        assertThat(f.get("class").asText()).startsWith(broken.job().main());
        assertThat(f.get("line").asInt()).isPositive();
        return f.get("what").asText() + ", line " + f.get("line").asInt();
      }
    }
    throw new AssertionError(broken + " is not named by " + o);
  }

  /** Where two runs may part, the job doesn't begin; where it is treated, it does. */
  void strictRefusesIt(BrokenJob broken) {
    Outcome o = strict(broken, broken.untreated());
    String line = o.assertExit(STRICT).assertOneLine();
    assertThat(line)
        .contains(broken.source() + " at " + broken.job().main() + "#")
        .containsPattern(":\\d+: .* \\(.+\\)");
    assertThat(o.out()).isEmpty();
    if (broken.treated() != null) {
      strict(broken, broken.treated()).assertExit(0);
    }
  }

  private Outcome strict(BrokenJob broken, List<String> options) {
    return new Command(folder)
        .run(
            "run",
            "--strict",
            "--dir",
            "ck" + options.size(),
            options,
            Command.javaArguments(broken.job()));
  }

  /**
   * Verifies the job with nothing done about its source.
   *
   * @return the last line
   */
  String verifyCatchesIt(BrokenJob broken) {
    String line = verify(new Command(folder), broken, broken.untreated(), broken.verdict().exit());
    assertThat(line).startsWith(broken.verdict().word()).containsPattern(broken.names());
    return line;
  }

  /** Verifies the job with its source treated: there verify must find nothing. */
  void verifyPassesItTreated(BrokenJob broken) {
    if (broken.treated() != null && !broken.treated().equals(broken.untreated())) {
      assertThat(verify(new Command(folder), broken, broken.treated(), 0))
          .startsWith("verify: identical");
    }
  }

  /**
   * Verifies the job with a build that doesn't treat its source: a check that can't fail is none.
   *
   * @return the last line
   */
  String verifyCatchesItSwitchedOff(BrokenJob broken, BrokenJob.SwitchedOff off) {
    Command without = new Command(folder).withAgent(off.build(folder));
    String line = verify(without, broken, broken.untreated(), BrokenJob.Verdict.DIFFERENT.exit());
    assertThat(line).startsWith(BrokenJob.Verdict.DIFFERENT.word()).containsPattern(off.names());
    return line;
  }

  private static String verify(Command cairn, BrokenJob broken, List<String> options, int exit) {
    List<Object> jvms = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      jvms.add("--jvm");
      jvms.add(jdk.java());
    }
    Outcome o =
        cairn
            .run(
                "verify",
                "--stops",
                STOPS,
                "--seed",
                Seed.VALUE,
                jvms,
                options,
                Command.javaArguments(broken.job()))
            .assertExit(exit)
            .assertNoStackTrace();
    List<String> lines = o.out().lines().toList();
    return lines.get(lines.size() - 1);
  }
}
