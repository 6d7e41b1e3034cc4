package dev.cairn.benchmarks;

import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.simulate.Availability;
import dev.cairn.coordinator.simulate.ClusterRun;
import dev.cairn.coordinator.simulate.JobCosts;
import dev.cairn.coordinator.simulate.JobLoad;
import dev.cairn.coordinator.simulate.Scenario;
import dev.cairn.coordinator.simulate.SimulationPlot;
import dev.cairn.coordinator.simulate.SimulationText;
import dev.cairn.coordinator.simulate.VolunteerHosts;
import dev.cairn.coordinator.simulate.Way;
import dev.cairn.coordinator.simulate.WayResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * {@code Simulate REPORT [jobs]}: tries the scheduler in virtual time on steady and on flickering
 * hosts, with migration and without, and writes a report with a plot beside it. Figures don't
 * depend on the machine: the same seed gives the same ones.
 */
public final class Simulate {
  private static final int HOSTS = 40;
  private static final int JOBS = 400;
  private static final int DAYS = 30;
  private static final long SEED = 1;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long END = Duration.ofDays(DAYS).toMillis();

  /** How much more work shall be done on flickering hosts. */
  private static final double GOAL = 3;

  private static final Policy POLICY =
      new Policy(
          Duration.ofMinutes(10),
          Duration.ofHours(4),
          Duration.ZERO,
          Duration.ofMinutes(6),
          Integer.MAX_VALUE);

  private static final JobCosts COSTS = new JobCosts(30_000, 30_000, 2_000, 30_000);

  private final int jobs;

  private Simulate(int jobs) {
    this.jobs = jobs;
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: Simulate REPORT [jobs]");
      System.exit(64);
    }
    int jobs = args.length < 2 ? JOBS : Integer.parseInt(args[1]);
    new Simulate(jobs).page(Path.of(args[0]));
  }

  private void page(Path report) throws IOException {
    Page page =
        new Page(
            "Time-sharing with migration on hosts that come and go",
            "simulate",
            List.of(Page.running()));
    page.line("");
    page.line(
        String.format(
            Locale.ROOT,
            "%d hosts of one slot, %d jobs of 1 h to 168 h (all magnitudes alike) that come within"
                + " %d days,",
            HOSTS,
            jobs,
            DAYS / 3));
    page.line(
        "a tenth of them of higher priority; "
            + DAYS
            + " days of virtual time, seed "
            + SEED
            + ".");
    page.line(
        "The coordinator's own scheduler decides: `cairn simulate` does the same with other"
            + " figures. *Without*:");
    page.line(
        "what is stopped or loses its host begins anew. Hosts are made up after the Storage@home"
            + " monitor");
    page.line(
        "(three quarters highly available; lost for good: 5 % a day at first, 0.7 % after 60 days);"
            + " for how long");
    page.line(
        "the others are there (4 h) and away (8 h) is assumed. A start and a stop take 30 s each, a"
            + " snapshot 2 s.");
    scene(page, report, "As measured: three quarters steady", VolunteerHosts.STEADY, "steady");
    double ratio = scene(page, report, "All flickering", 0, "flickering");
    page.line("");
    page.row(
        String.format(
            Locale.ROOT,
            "- on flickering hosts %.1f times the work is done, goal at least %.0f: %s",
            ratio,
            GOAL,
            ratio >= GOAL ? "met" : "**missed**"));
    page.write(report);
  }

  /** How many times the work of jobs done is done with migration. */
  private double scene(Page page, Path report, String title, double steady, String name)
      throws IOException {
    Availability hosts = new VolunteerHosts(HOSTS, steady, END).sample(new Random(SEED));
    JobLoad load =
        new JobLoad(
            jobs,
            HOUR,
            168 * HOUR,
            END / 3,
            List.of(new JobLoad.Share(0, 9), new JobLoad.Share(5, 1)));
    Scenario scenario =
        new Scenario(hosts, 1, load.sample(new Random(SEED + 1)), COSTS, POLICY, END);
    List<WayResult> results = new ArrayList<>();
    for (Way way : Way.values()) {
      results.add(ClusterRun.run(scenario, way, (now, done) -> {}));
    }
    String file = report.getFileName().toString().replaceAll("\\.md$", "") + "-" + name + ".svg";
    Files.createDirectories(report.toAbsolutePath().getParent());
    Files.writeString(report.resolveSibling(file), SimulationPlot.of(title, results, DAYS * 24.0));
    page.line("");
    page.line("## " + title);
    page.line("");
    page.line("![jobs done by time, and where the hosts' time went](" + file + ")");
    page.line("");
    page.row("| | " + String.join(" | ", results.stream().map(WayResult::way).toList()) + " |");
    page.row("|---|--:|--:|");
    for (SimulationText.Row row : SimulationText.rows(results)) {
      page.row("| " + row.heading().strip() + " | " + String.join(" | ", row.cells()) + " |");
    }
    return results.get(0).slotHours().done() / results.get(1).slotHours().done();
  }
}
