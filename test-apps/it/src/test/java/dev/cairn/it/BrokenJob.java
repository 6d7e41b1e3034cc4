package dev.cairn.it;

import dev.cairn.it.harness.FaultyBuild;
import dev.cairn.it.harness.FaultyBuild.Room;
import dev.cairn.it.harness.Job;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job of which two runs part, and what is to be seen of it.
 *
 * @param source as {@code cairn scan} names it
 * @param verdict what {@code cairn verify} says where nothing is done about the source
 * @param names what its last line must name, a regular expression
 * @param untreated options under which nothing is done about it
 * @param treated options under which it is, or null where there are none
 * @param off how to switch the treatment off that no option does, or null
 */
record BrokenJob(
    String source,
    Verdict verdict,
    String names,
    List<String> untreated,
    @Nullable List<String> treated,
    @Nullable SwitchedOff off) {

  /**
   * A build of the agent without a treatment.
   *
   * @param does the piece of the source that treats
   * @param doesNot what stands there instead
   * @param names what verify's last line names then, a regular expression
   */
  record SwitchedOff(Room room, String type, String does, String doesNot, String names) {
    /** The agent's jar. */
    Path build(Path folder) {
      return FaultyBuild.of(folder, room, type, does, doesNot);
    }
  }

  /** What verify says. */
  enum Verdict {
    DIFFERENT(1),
    REFUSED(3),
    /** The two JVMs of one machine agree; two machines would not, or the job is no broken one. */
    IDENTICAL(0);

    private final int exit;

    Verdict(int exit) {
      this.exit = exit;
    }

    int exit() {
      return exit;
    }

    String word() {
      return this == IDENTICAL ? "verify: identical" : "verify: " + this;
    }
  }

  private static final String STATE = "Job\\.main\\(\\): seen\\[\\d+\\]";

  /** One for each source. */
  static final List<BrokenJob> ALL =
      List.of(
          refused("math", "Math\\.tanh", "--math platform", ""),
          refused("nan-bits", "another platform class", "--math platform", ""),
          identical("nan-bulk", ""),
          different("random", STATE, "--job-seed random", ""),
          different("secure-random", STATE, "", "--secure-random derive"),
          different("temporary-names", STATE, "", "--secure-random derive"),
          different("clock", STATE, "--time host", "--time job"),
          different("file-times", STATE),
          different("time-limit", STATE + "|TimeLimitJob\\.spun"),
          identical("sleep", "--time host"),
          different("threads", STATE + "|ThreadsJob\\.counter"),
          different("parallel", STATE),
          different("identity-hash", STATE, "--identity host", ""),
          different("identity-order", STATE, "--identity host", ""),
          different("set-order", STATE, "--job-seed random", ""),
          always(
              "member-order",
              new SwitchedOff(
                  Room.RUNTIME,
                  "dev.cairn.runtime.Members",
                  "Arrays.sort(own, Order.ORDER);",
                  "",
                  STATE)),
          identical("environment", ""),
          different("properties", STATE),
          identical("locale", ""),
          identical("charset", ""),
          identical("processors", ""),
          different("memory", STATE),
          different("jvm-facts", STATE),
          different("thread-id", STATE),
          different("thread-dump", STATE),
          different("weak-reference", STATE + "|WeakReferenceJob\\.refs"),
          different("finalizer", STATE + "|FinalizerJob\\.finalized"),
          identical("native", ""),
          identical("file-order", ""),
          different("network", STATE),
          different("child-process", STATE),
          refused("off-heap", "OffHeapJob\\.held", "", null),
          refused("class-loader", "ClassLoaderJob\\.held", "", null),
          different("call-by-name", STATE));

  private static BrokenJob different(String source, String names) {
    return new BrokenJob(source, Verdict.DIFFERENT, names, List.of(), null, null);
  }

  private static BrokenJob different(
      String source, String names, String untreated, String treated) {
    return new BrokenJob(source, Verdict.DIFFERENT, names, words(untreated), words(treated), null);
  }

  private static BrokenJob refused(
      String source, String names, String untreated, @Nullable String treated) {
    return new BrokenJob(
        source,
        Verdict.REFUSED,
        names,
        words(untreated),
        treated == null ? null : words(treated),
        null);
  }

  private static BrokenJob identical(String source, String untreated) {
    return new BrokenJob(source, Verdict.IDENTICAL, "", words(untreated), null, null);
  }

  /** Treated in every job. */
  private static BrokenJob always(String source, SwitchedOff off) {
    return new BrokenJob(source, Verdict.IDENTICAL, "", List.of(), List.of(), off);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  static BrokenJob of(String source) {
    return ALL.stream().filter(j -> j.source.equals(source)).findFirst().orElseThrow();
  }

  /** The program: {@code secure-random} is {@code SecureRandomJob}. */
  Job job() {
    Stream<String> parts = Arrays.stream(source.split("-", -1));
    return Job.target(
        "broken."
            + parts
                .map(p -> Character.toUpperCase(p.charAt(0)) + p.substring(1))
                .collect(Collectors.joining())
            + "Job");
  }

  @Override
  public String toString() {
    return source;
  }
}
