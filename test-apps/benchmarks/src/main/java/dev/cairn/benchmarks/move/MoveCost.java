package dev.cairn.benchmarks.move;

import dev.cairn.benchmarks.OthersProgram;
import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.Scratch;
import dev.cairn.benchmarks.plot.DotPlot;
import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code MoveCost REPORT [rounds [job...]]}: measures how long jobs stand still for a snapshot, how
 * long it takes until they are stopped, and until they go on in another JVM, and writes a report.
 */
public final class MoveCost {
  private static final int ROUNDS = 3;

  /** Of the job with large arrays and a long list. */
  private static final double PAUSE_MILLIS = 140;

  private static final double RESUME_SECONDS = 1.0;

  /** From the request to the end, of all jobs. */
  private static final double STOP_SECONDS = 2;

  private static final String FIRST = "pause for the first snapshot";
  private static final String PAUSE = "pause for a later one";
  private static final String STOP = "SIGTERM to the end";
  private static final String RESUME = "start to resumed";
  private static final String RESTORE = "of that the restore";
  private static final String START = "an empty JVM, start to end";

  private final Path agent;
  private final int rounds;
  private final List<String> goals = new ArrayList<>();
  private final List<DotPlot.Row> plotted = new ArrayList<>();
  private double slowestStop;

  private MoveCost(Path agent, int rounds) {
    this.agent = agent;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException {
    List<MovedJob> jobs = new ArrayList<>(MovedJob.all());
    List<String> names = jobs.stream().map(MovedJob::name).toList();
    List<String> chosen = args.length > 2 ? List.of(args).subList(2, args.length) : names;
    if (args.length < 1 || !names.containsAll(chosen)) {
      System.err.println("usage: MoveCost REPORT [rounds [job...]], of " + names);
      System.exit(64);
    }
    jobs.removeIf(j -> !chosen.contains(j.name()));
    int rounds = args.length < 2 ? ROUNDS : Integer.parseInt(args[1]);
    new MoveCost(AgentJar.find(System.getenv()), rounds)
        .page(Page.jdks(), jobs)
        .write(Path.of(args[0]));
  }

  private Page page(List<Jdk> jdks, List<MovedJob> jobs) throws IOException {
    Page page =
        new Page("How long a job stands still, and how long it takes to move", "move-cost", jdks);
    page.line(
        "- a chain of "
            + (rounds + 1)
            + " JVMs for each row, stopped by SIGTERM, gone on in the next;");
    page.line("  wall time, on this machine's disk");
    page.line("");
    page.line(
        "Medians, with 95 % bootstrap intervals. *Pause*: how long the job's thread stood still for"
            + " a");
    page.line(
        "snapshot (one each second) after which it went on, the *first* in a JVM, whose code is not"
            + " compiled");
    page.line(
        "yet and whose memory is new, and *later* ones; compressing and writing go on beside the");
    page.line(
        "job. *Written*: for one snapshot, what older ones have not. *Stop*: from SIGTERM to the"
            + " end of");
    page.line(
        "the process, the snapshot on the disk. *Resume*: from the start of the process until it"
            + " says");
    page.line(
        "that it goes on from the snapshot; *restore* is the part of it that reads the snapshot and"
            + " makes");
    page.line(
        "the heap, and *empty JVM* what the same JVM takes that starts and ends, and does"
            + " nothing.");
    page.line(
        "The programs are those of programs-cost, with the loops that `cairn loops` proposes; the"
            + " other");
    page.line(
        "jobs keep so many live objects, half of it in small ones and half in arrays of 8 KB, and"
            + " change");
    page.line(
        "1 % of the objects in each pass. The agent counts each safe point meanwhile, as it does where");
    page.line("a report is wanted.");
    page.line("");
    page.row(
        "| job | JDK | first pause, ms | later pauses, ms | written, MB | stop, s | resume, s | restore, s | empty JVM, s"
            + " |");
    page.row("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (MovedJob job : jobs) {
      for (Jdk jdk : jdks) {
        try {
          page.row(row(job, jdk));
        } catch (IOException e) { // the others are told of all the same
          page.row(
              "| " + job.name() + " | " + jdk.feature() + " | **missed**: not moved | | | | | | |");
          goals.add("- " + job.name() + ", JDK " + jdk.feature() + ": **missed**: " + first(e));
        }
      }
    }
    page.line("");
    goals.forEach(page::row);
    page.row(Page.goal("all jobs, slowest median stop, s", slowestStop, STOP_SECONDS));
    page.plot(
        "move-cost",
        new DotPlot(
            "How long a job stands still, and how long it takes to move",
            "seconds; further left is better; whiskers: 95 %",
            DotPlot.Scale.LOGARITHMIC,
            List.of(FIRST, PAUSE, STOP, RESUME, RESTORE, START),
            List.of(),
            plotted));
    return page;
  }

  private static String first(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private String row(MovedJob job, Jdk jdk) throws IOException {
    Moves moves;
    try (Scratch scratch = Scratch.create()) {
      OthersProgram.prepare(jdk, scratch.folder());
      moves = Moves.measure(job, jdk, agent, scratch.folder(), rounds);
    }
    slowestStop = Math.max(slowestStop, moves.stops().median());
    String label = job.name() + ", JDK " + jdk.feature();
    if (job.name().equals(MovedJob.ARRAYS)) {
      goals.add(Page.goal(label + ", first pause, ms", moves.firstPauses().median(), PAUSE_MILLIS));
      goals.add(Page.goal(label + ", later pauses, ms", moves.pauses().median(), PAUSE_MILLIS));
      goals.add(Page.goal(label + ", resume, s", moves.resumes().median(), RESUME_SECONDS));
    }
    plotted.add(
        new DotPlot.Row(
            label,
            Map.of(
                FIRST, moves.firstPauses().times(1e-3).dot(),
                PAUSE, moves.pauses().times(1e-3).dot(),
                STOP, moves.stops().dot(),
                RESUME, moves.resumes().dot(),
                RESTORE, moves.restores().dot(),
                START, moves.starts().dot())));
    return "| "
        + String.join(
            " | ",
            job.name(),
            "" + jdk.feature(),
            Page.cell(moves.firstPauses(), 1),
            Page.cell(moves.pauses(), 1),
            Page.cell(moves.megabytes(), 2),
            Page.cell(moves.stops(), 2),
            Page.cell(moves.resumes(), 2),
            Page.cell(moves.restores(), 2),
            Page.cell(moves.starts(), 2))
        + " |";
  }
}
