package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One long run of each workload, stopped at so many safe points that over all of them it is a
 * thousand times ({@code -Dcairn.soak.stops}), each time resumed in a fresh JVM that is configured
 * otherwise: no state may differ. Writes docs/results/soak.md.
 */
@Tag("soak")
@Execution(ExecutionMode.CONCURRENT)
class SoakIT {
  private static final int STOPS = Integer.getInteger("cairn.soak.stops", 1000);
  private static final Duration TELL = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofHours(3);
  private static final SoakResults RESULTS = new SoakResults(STOPS);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.cairn.it.Jobs#workloads")
  void resumedExactly(Job job) throws IOException {
    int count = Jobs.WORKLOADS.size();
    int share = STOPS / count + (Jobs.WORKLOADS.indexOf(job) < STOPS % count ? 1 : 0);
    SoakResults.Row row = RESULTS.row(job);
    Outcome o = told(job, verification(job, share));
    JsonNode result = new ObjectMapper().readTree(o.out());
    row.seen(result);
    tell(job, row.line());
    o.assertExit(0).assertNoStackTrace();
    assertThat(result.get("stops")).as("stops of %s", job).hasSize(share);
  }

  private Running verification(Job job, int stops) {
    List<Object> jvms = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      jvms.add("--jvm");
      jvms.add(jdk.java());
    }
    return new Command(folder)
        .waiting(PATIENCE)
        .start(
            "verify",
            "--json",
            "--stops",
            stops,
            "--seed",
            Seed.VALUE,
            jvms,
            Command.loops(job),
            Command.javaArguments(job))
        .closeInput();
  }

  /** Says now and then how far it is. */
  private static Outcome told(Job job, Running verification) {
    while (!verification.endsWithin(TELL)) {
      tell(job, verification.lastErr());
    }
    return verification.end();
  }

  @SuppressWarnings("SystemOut") // for who waits for an hour
  private static void tell(Job job, String what) {
    System.out.println("soak: " + job.title() + ": " + what);
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write();
  }
}
