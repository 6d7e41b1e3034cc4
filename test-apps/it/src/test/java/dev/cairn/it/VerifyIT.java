package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.FaultyBuild;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code cairn verify} says identical where that is so, and names the place where it is not. */
class VerifyIT {
  @TempDir Path folder;

  private Outcome verify(Job job, int stops) {
    return verify(new Command(folder), job, stops);
  }

  private static Outcome verify(Command cairn, Job job, int stops, Object... options) {
    List<Object> jvms = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      jvms.add("--jvm");
      jvms.add(jdk.java());
    }
    return cairn.run(
        "verify",
        "--stops",
        stops,
        "--seed",
        Seed.VALUE,
        jvms,
        List.of(options),
        Command.loops(job),
        Command.javaArguments(job));
  }

  private static String lastLine(Outcome o) {
    List<String> lines = o.out().lines().toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("dev.cairn.it.Jobs#someWorkloads")
  void identical(Job job) {
    Outcome o = verify(job, 3).assertExit(0);
    assertThat(lastLine(o)).matches("verify: identical \\(\\d+ safe points, 3 stops, .*\\)");
  }

  /**
   * A job that keeps its process id is not deterministic; it is caught though it prints nothing.
   */
  @Test
  void processIdInAField() {
    Outcome o =
        verify(new Command(folder), Job.target("KeepsItsPid"), 3, "--no-bisect").assertExit(1);
    assertThat(lastLine(o)).startsWith("verify: DIFFERENT at safe point ").contains("job.pid");
  }

  /**
   * A build that forgets one field: caught, although every snapshot alone looks well. Where it was
   * forgotten both states still look alike; at the very next safe point they don't.
   */
  @Test
  void oneFieldDropped() {
    Path agent =
        FaultyBuild.of(
            folder,
            FaultyBuild.Room.SNAPSHOT,
            "dev.cairn.snapshot.heap.Shape",
            "stored = List.copyOf(stored)",
            "stored = stored.stream().filter(s -> !s.entry().name().equals(\"vx\")).toList()");
    Outcome o =
        verify(new Command(folder).withAgent(agent), Job.workload("NBody", "20", "30"), 3)
            .assertExit(1);
    // Whatever a body's lost speed has reached first by then: the closest distance, or a body.
    assertThat(lastLine(o))
        .startsWith("verify: DIFFERENT at safe point ")
        .containsPattern(
            "frame dev\\.cairn\\.workloads\\.NBody\\.\\w+\\(\\): .+ 0x\\p{XDigit}+ .* != 0x");
    Matcher place =
        Pattern.compile("at safe point (\\d+): .*; the states still agree at safe point (\\d+)$")
            .matcher(lastLine(o));
    assertThat(place.find()).as(lastLine(o)).isTrue();
    assertThat(place.group(1)).isEqualTo(Long.toString(Long.parseLong(place.group(2)) + 1));
    assertThat(o.out())
        .containsPattern("verify: resumed at safe point \\d+ in .*: the states still agree at ")
        .containsPattern(
            "verify:   at dev\\.cairn\\.workloads\\.NBody\\.main\\(NBody\\.java:\\d+\\)");
  }

  @Test
  void refusedSnapshot() {
    Outcome o = verify(Job.target("Unsaveable"), 3).assertExit(3);
    assertThat(lastLine(o)).startsWith("verify: REFUSED").contains("Unsaveable").contains("door");
  }

  @Test
  void notRunnable() {
    Outcome o = verify(Job.target("NoSuchProgram"), 3).assertExit(2);
    assertThat(lastLine(o)).startsWith("verify: NOT RUN").contains("NoSuchProgram");
  }
}
