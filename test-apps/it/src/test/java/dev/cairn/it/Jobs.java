package dev.cairn.it;

import dev.cairn.it.harness.Job;
import java.util.List;

/** The jobs these tests run, in a size that a test can afford. */
final class Jobs {
  static final Job N_BODY = Job.workload("NBody", "60", "1500");
  static final Job LUCAS_LEHMER = Job.workload("LucasLehmer", "2203", "300");
  static final Job MONTE_CARLO = Job.workload("MonteCarlo", "8", "20000");
  static final Job HEAT = Job.workload("Heat", "96", "1500");
  static final Job BOXES =
      Job.workload("Boxes", "80", "200").withLoops("dev.cairn.workloads.Boxes#simulate");
  static final Job LEGACY =
      Job.workload("legacy.Legacy", "4000")
          .withLoops("dev.cairn.workloads.legacy.Dispatcher#drain");

  static final List<Job> WORKLOADS =
      List.of(N_BODY, LUCAS_LEHMER, MONTE_CARLO, HEAT, BOXES, LEGACY);

  private static final Job JDK_FRAMES = Job.target("JdkFrames");

  private static final Job STREAMS = Job.target("Streams");

  private static final Job ARRANGEMENT = Job.target("Arrangement");

  private static final Job HEAP_SHAPES = Job.target("HeapShapes");

  static final List<Job> HARD_CASES =
      List.of(
          Job.target("ControlFlow"),
          Job.target("OperandStack"),
          Job.target("Calls"),
          Job.target("Constructors"),
          JDK_FRAMES,
          Job.target("Adapters"),
          Job.target("Proxies"),
          STREAMS,
          Job.target("Monitors"),
          HEAP_SHAPES,
          Job.target("IdentityHashes"),
          Job.target("Recreates"),
          Job.target("Zipped"),
          ARRANGEMENT,
          Job.target("ExitsWith", "7"));

  /** Those that move between releases, in two JVMs for all: the matrix runs each by itself. */
  private static final List<Job> IN_TURN =
      List.of(
          Job.target("InTurn", "ControlFlow", "OperandStack", "Calls", "Constructors", "Monitors"),
          Job.target(
              "InTurn",
              "Adapters",
              "Proxies",
              "HeapShapes",
              "IdentityHashes",
              "Recreates",
              "Zipped",
              "ExitsWith"));

  private Jobs() {}

  /**
   * Whether it can move from one release to another: one that holds JDK classes whose fields differ
   * from release to release, or stops inside methods of the JDK whose code differs, is refused by
   * name elsewhere.
   */
  static boolean movesBetweenReleases(Job job) {
    return !job.equals(JDK_FRAMES) && !job.equals(STREAMS);
  }

  static List<Job> workloads() {
    return WORKLOADS;
  }

  /** One with annotations, one without; the profile {@code matrix} verifies all. */
  static List<Job> someWorkloads() {
    return List.of(MONTE_CARLO, LEGACY);
  }

  /** Those that stay on one release, one with a root of its own, one with class loaders. */
  static List<Job> alone() {
    return List.of(JDK_FRAMES, STREAMS, ARRANGEMENT, Job.target("OwnLoaders"));
  }

  static List<Job> inTurn() {
    return IN_TURN;
  }
}
