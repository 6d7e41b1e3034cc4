package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JavaLine;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The method itself, over a stand-in for the JVM that can be made to go wrong in each way. */
class VerificationTest {
  private static final long SEED = 42;

  @TempDir Path temp;
  private Path home;
  private Path otherHome;
  private List<String> except = List.of();
  private boolean objectsAlike;
  private boolean bisect = true;
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void layOutJdks() throws IOException {
    home = jdk("one");
    otherHome = jdk("two");
  }

  private Path jdk(String name) throws IOException {
    Path folder = temp.resolve(name);
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(folder.resolve("release"), name);
    try (InputStream in =
        Objects.requireNonNull(VerificationTest.class.getResourceAsStream("java"))) {
      Files.copy(in, java);
    }
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return folder;
  }

  @Test
  void findsAGoodJobIdentical() throws IOException {
    VerifyResult result = verify("good", Integer.MAX_VALUE);

    assertThat(result.line())
        .matches("verify: identical \\(20 safe points, 20 stops, [0-9]+ JVMs, seed 42\\)");
    assertThat(result.plain()).isEqualTo("equal");
    assertThat(result.stops())
        .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
    assertThat(result.legs()).hasSize(21);
    assertThat(result.legs().get(3).digest()).isEqualTo("state-4");
    assertThat(result.jvms()).isBetween(5, 21);
    assertThat(Files.exists(workspace())).isFalse();
  }

  @Test
  void comparesEachLegWithItsOwnRelease() throws IOException {
    List<Jdk> both = List.of(new Jdk(home, "17.0.1", 17), new Jdk(otherHome, "25.0.1", 25));

    VerifyResult result = verify("release", 6, Duration.ofSeconds(60), both);

    assertThat(result.verdict()).as(result.line()).isEqualTo(Verdict.IDENTICAL);
    assertThat(result.legs().stream().map(VerifyResult.Leg::digest))
        .anyMatch(d -> d.endsWith("-one"))
        .anyMatch(d -> d.endsWith("-two"));
  }

  @Test
  void acceptsAndNamesWhatTheReleaseMadeOnWhichTheJobBegan() throws IOException {
    List<Jdk> both = List.of(new Jdk(home, "17.0.1", 17), new Jdk(otherHome, "25.0.1", 25));

    VerifyResult result = verify("began", 6, Duration.ofSeconds(60), both);

    assertThat(result.line())
        .matches(
            "verify: identical \\(20 safe points, 6 stops, .*seed 42, [1-6] states? holds? what"
                + " Java [0-9.]+ made, on which the job began: first in .*\\)");
    assertThat(result.legs().stream().limit(6).map(l -> l.digest().replaceFirst(".*-", "")))
        .containsOnly(result.legs().get(0).digest().replaceFirst(".*-", ""));
  }

  /** Which methods of the JDK are woven is the plan's word, and so the first release's. */
  @Test
  void acceptsThePlanOfTheReleaseOnWhichTheJobBegan() throws IOException {
    objectsAlike = true;
    List<Jdk> both = List.of(new Jdk(home, "17.0.1", 17), new Jdk(otherHome, "25.0.1", 25));

    VerifyResult result = verify("began", 6, Duration.ofSeconds(60), both);

    assertThat(result.line()).startsWith("verify: identical (").endsWith("first in its plan)");
  }

  @Test
  void acceptsAJobsOwnExitCode() throws IOException {
    assertThat(verify("fails", 3).verdict()).isEqualTo(Verdict.IDENTICAL);
  }

  @Test
  void namesTheObjectPathWhereStatesPart() throws IOException {
    bisect = false;

    VerifyResult result = verify("wrong-state", 2);

    assertThat(result.verdict().exitCode().code()).isEqualTo(1);
    long at = result.stops().get(1);
    assertThat(result.line())
        .isEqualTo(
            "verify: DIFFERENT at safe point %d: object %d with state-%d != %d with other-%d"
                .formatted(at, at, at, at, at));
    assertThat(result.parting()).isNull();
    assertThat(workspace()).as("kept to be looked at").isDirectory();
    FileTree.delete(workspace());
  }

  /** The stops lie some way apart: where in between is found by stopping there. */
  @Test
  void findsTheLastSafePointAtWhichTheStatesAgree() throws IOException {
    VerifyResult result = verify("parts", 4, 200);

    Parting parting = Objects.requireNonNull(result.parting());
    assertThat(result.line())
        .isEqualTo(
            "verify: DIFFERENT at safe point 113: object 113 with state-113 != 113 with other-113;"
                + " the states still agree at safe point 112");
    assertThat(result.report())
        .endsWith(
            "verify: resumed at safe point %d in %s: the states still agree at safe point 112, and part at 113"
                .formatted(parting.resumed(), parting.jvm()),
            "verify: where they part, the job stands",
            "verify:   at Job.step(Job.java:7)");
    FileTree.delete(workspace());
  }

  @Test
  void findsTheNearestWhereTheNextCannotBeSaved() throws IOException {
    assertThat(verify("parts-pinned", 4, 200).line())
        .contains(" at safe point 120: object ")
        .endsWith("; the states still agree at safe point 109");
    FileTree.delete(workspace());
  }

  /** The leg's working directory is as it found it, whatever it did there since. */
  @Test
  void runsALegAgainWhereItBegan() throws IOException {
    assertThat(verify("parts-by-file", 4, 200).line())
        .endsWith("; the states still agree at safe point 112");
    FileTree.delete(workspace());
  }

  @Test
  void saysThatAJobPartsFromTheStart() throws IOException {
    VerifyResult result = verify("unsteady", 2);

    assertThat(result.line())
        .startsWith("verify: DIFFERENT at safe point 1: ")
        .contains("; no states before agree (");
    FileTree.delete(workspace());
  }

  @Test
  void saysThatTheJobDiffersFromItself() throws IOException {
    VerifyResult result = verify("clock", 1);

    assertThat(result.plain()).startsWith("stdout line 1: ");
    assertThat(result.line())
        .startsWith(
            "verify: DIFFERENT with snapshots taken on the way in Java 17.0.1: stdout line 1: ")
        .contains("(the whole runs differ already: ");
    FileTree.delete(workspace());
  }

  @Test
  void saysThatTheStateDependsOnMoreThanTheJob() throws IOException {
    assertThat(verify("unsteady", 2).line())
        .startsWith("verify: DIFFERENT at safe point ")
        .contains("(two runs that never stop differ too, in ")
        .endsWith(": such a field is left out by --except CLASS.FIELD)");
    FileTree.delete(workspace());
  }

  @Test
  void saysThatTheStateFollowsIdentityHashes() throws IOException {
    assertThat(verify("hashes", 2).line())
        .startsWith("verify: DIFFERENT at safe point ")
        .contains("(a run that never stops differs too in a JVM like the leg's, in ")
        .contains(": the state follows identity hashes, or other numbers of a JVM")
        .endsWith(": such a field is left out by --except CLASS.FIELD)");
    FileTree.delete(workspace());
  }

  @Test
  void leavesOutWhatItIsTold() throws IOException {
    except = List.of("Timer.start");

    assertThat(verify("unsteady", 2).line())
        .startsWith("verify: identical ")
        .endsWith(", seed 42, but for the state of Timer.start)");
  }

  @Test
  void seesOtherOutput() throws IOException {
    assertThat(verify("wrong-output", 1).line())
        .isEqualTo(
            "verify: DIFFERENT at the end: stdout line 13: \"step 13\" != \"step thirteen\";"
                + " the states still agree at safe point 20, the last that can be compared");
    FileTree.delete(workspace());
  }

  @Test
  void seesOtherFiles() throws IOException {
    assertThat(verify("wrong-file", 1).line())
        .startsWith("verify: DIFFERENT at the end: file extra.txt: missing != 5 bytes");
    FileTree.delete(workspace());
  }

  @Test
  void seesALegThatEndsEarly() throws IOException {
    assertThat(verify("forgets", 20).line())
        .startsWith("verify: DIFFERENT at safe point 13 in Java 17.0.1")
        .contains("it ended with exit code 0 before that");
    FileTree.delete(workspace());
  }

  @Test
  void saysWhyASnapshotIsRefused() throws IOException {
    VerifyResult result = verify("refuses", 20);

    assertThat(result.line()).isEqualTo("verify: REFUSED frame Job.run(): socket can not be saved");
    assertThat(result.verdict().exitCode().code()).isEqualTo(3);
  }

  @Test
  void comparesWhereASnapshotCouldBeHadAndSaysThatItCameLate() throws IOException {
    VerifyResult result = verify("late", 20);

    assertThat(result.line())
        .matches(
            "verify: identical \\(20 safe points, 17 stops, [0-9]+ JVMs, seed 42, 3 stops came"
                + " late: refused first because pinned by Job.lock\\(\\)\\)");
    assertThat(result.stops()).contains(10L, 14L).doesNotContain(11L, 12L, 13L);
    assertThat(result.late()).isEqualTo(3);
  }

  @Test
  void takesASnapshotThatCameMuchTooLateForRefused() throws IOException {
    assertThat(verify("too-late", 20).line()).isEqualTo("verify: REFUSED pinned by Job.lock()");
  }

  @Test
  void takesAStopThatCameLateForRefused() throws IOException {
    assertThat(verify("stops-late", 2).line())
        .startsWith("verify: REFUSED at safe point ")
        .endsWith(": pinned by Job.wait()");
  }

  @Test
  void tellsTheAgentsFailureFromTheJobs() throws IOException {
    assertThat(verify("breaks", 2).line())
        .isEqualTo(
            "verify: NOT RUN the undisturbed run under the agent ended with exit code 70: a"
                + " defect");
  }

  @Test
  void saysWhyItCannotGoOn() throws IOException {
    VerifyResult result = verify("cannot-resume", 1);

    assertThat(result.line())
        .startsWith("verify: REFUSED going on from safe point " + result.stops().get(0))
        .endsWith(": class Job has changed");
  }

  @Test
  void saysWhyItCannotRun() throws IOException {
    VerifyResult result = verify("no-loop", 1);

    assertThat(result.line())
        .isEqualTo(
            "verify: NOT RUN the undisturbed run under the agent ended with exit code 78: no loop"
                + " matches");
    assertThat(result.verdict().exitCode().code()).isEqualTo(2);
  }

  @Test
  void givesUpOnAJobThatDoesNotEnd() throws IOException {
    assertThat(verify("slow", 1, Duration.ofSeconds(2)).line())
        .startsWith("verify: NOT RUN a JVM was not done after 2 s");
    long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).as("it was killed").isEmpty();
  }

  private VerifyResult verify(String fault, long stops) throws IOException {
    return verify(fault, stops, Duration.ofSeconds(60));
  }

  /** Of a job that has so many safe points. */
  private VerifyResult verify(String fault, long stops, int safePoints) throws IOException {
    return verify(fault + "=" + safePoints, stops);
  }

  private VerifyResult verify(String fault, long stops, Duration timeout) throws IOException {
    return verify(fault, stops, timeout, List.of(new Jdk(home, "17.0.1", 17)));
  }

  private VerifyResult verify(String fault, long stops, Duration timeout, List<Jdk> jdks)
      throws IOException {
    VerifyRequest request =
        new VerifyRequest(
            JavaLine.parse(List.of("Main", fault)),
            AgentOptions.NONE,
            Path.of("cairn-agent.jar"),
            jdks,
            stops,
            SEED,
            List.of(),
            null,
            timeout,
            except,
            List.of(),
            false,
            bisect);
    return Verification.run(
        request,
        (a, b) -> {
          remember(a);
          String x = Files.readString(a);
          String y = Files.readString(b);
          return x.equals(y) || objectsAlike || !except.isEmpty()
              ? null
              : new Difference("object", x.strip(), y.strip(), List.of("Job.step(Job.java:7)"));
        },
        progress::add,
        false);
  }

  private void remember(Path file) {
    assertThat(file).as("must still be there to be compared").exists();
  }

  /** Where the files were, from what was said of the last run. */
  private Path workspace() {
    return progress.stream()
        .filter(line -> line.startsWith("files kept in "))
        .findFirst()
        .map(line -> Path.of(line.substring("files kept in ".length())))
        .orElse(home.resolve("nothing-kept"));
  }
}
