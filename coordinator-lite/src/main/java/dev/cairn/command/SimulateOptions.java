package dev.cairn.command;

import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.simulate.Availability;
import dev.cairn.coordinator.simulate.AvailabilityCsv;
import dev.cairn.coordinator.simulate.JobCosts;
import dev.cairn.coordinator.simulate.JobLoad;
import dev.cairn.coordinator.simulate.Scenario;
import dev.cairn.coordinator.simulate.VolunteerHosts;
import dev.cairn.launch.Durations;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Hosts, jobs and a coordinator to be tried. */
final class SimulateOptions {
  private static final int MOST = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(names = "--hosts", paramLabel = "N", description = "Hosts at a time (default: 40).")
  @Nullable Integer hosts;

  @Option(
      names = "--steady",
      paramLabel = "PART",
      description =
          "The part of hosts that is there nearly always; the rest is there for 4 h and away for"
              + " 8 h, about (default: 0.75).")
  @Nullable Double steady;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "When hosts were there, instead of making it up.")
  @Nullable Path trace;

  @Option(names = "--slots", paramLabel = "N", description = "Slots of a host (default: 1).")
  int slots = 1;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "When it ends if jobs aren't done before (default: 30, or the trace's end).")
  @Nullable Double days;

  @Option(names = "--jobs", paramLabel = "N", description = "Jobs (default: 400).")
  int jobs = 400;

  @Option(
      names = "--lengths",
      paramLabel = "A-B",
      description =
          "Work of the shortest and the longest job, all magnitudes between alike (default:"
              + " 1h-168h).")
  String lengths = "1h-168h";

  @Option(
      names = "--priorities",
      paramLabel = "P:N,…",
      description = "N parts of the jobs have priority P (default: 0:9,5:1).")
  String priorities = "0:9,5:1";

  @Option(
      names = "--within",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "Jobs are submitted evenly within this time (default: a third of all).")
  @Nullable String within;

  @Option(
      names = "--minimum-run",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "The coordinator's (default here: 10m).")
  String minimumRun = "10m";

  @Option(
      names = "--slice",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "The coordinator's (default here: 4h).")
  String slice = "4h";

  @Option(
      names = "--aging",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "The coordinator's (default here: 24h).")
  String aging = "24h";

  @Option(
      names = "--lost-after",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "The coordinator's (default here: 6m).")
  String lostAfter = "6m";

  @Option(
      names = "--start",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "From an order to a job's first step, files are fetched (default: 30s).")
  String start = "30s";

  @Option(
      names = "--stop",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "From an order to the job given back, files are sent (default: 30s).")
  String stop = "30s";

  @Option(
      names = "--write",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "For how long a job stands still for a snapshot (default: 2s).")
  String write = "2s";

  @Option(
      names = "--send",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "Until a snapshot is at the coordinator (default: 30s).")
  String send = "30s";

  @Option(names = "--seed", paramLabel = "N", description = "Of all that is made up (default: 1).")
  long seed = 1;

  /**
   * What is to be tried.
   *
   * @throws ParameterException one line that says which option is wrong
   */
  Scenario scenario() throws IOException {
    atLeast("--jobs", jobs, 1);
    atLeast("--slots", slots, 1);
    if (days != null && !(days > 0 && days <= 36_500)) {
      throw wrong("--days " + days + ": a number above 0, of at most a hundred years");
    }
    Availability there = trace != null ? traced(trace) : madeUp();
    long end = days != null ? millis(days) : trace != null ? there.end() : millis(30);
    long[] lengths = lengths();
    long spread = within == null ? end / 3 : Durations.parse(within).toMillis();
    JobLoad load = new JobLoad(jobs, lengths[0], lengths[1], spread, priorities());
    return new Scenario(
        there,
        slots,
        load.sample(new Random(seed ^ 0x6a6f6273)), // jobs are the same on whatever hosts
        new JobCosts(of(start), of(stop), of(write), of(send)),
        policy(),
        end);
  }

  private static long millis(double days) {
    return Math.round(days * Duration.ofDays(1).toMillis());
  }

  private static long of(String duration) {
    return Durations.parse(duration).toMillis();
  }

  private Policy policy() {
    Duration lost = Durations.parse(lostAfter);
    if (lost.toSeconds() < 1) {
      throw wrong("--lost-after " + lostAfter + ": at least 1s");
    }
    try {
      // nobody is there to release what is held because it lost too many hosts
      return new Policy(
          Durations.parse(minimumRun),
          Durations.parse(slice),
          Durations.parse(aging),
          lost,
          Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Availability traced(Path file) throws IOException {
    if (hosts != null || steady != null) {
      throw wrong("--trace tells when hosts are there: --hosts and --steady make that up");
    }
    try {
      return AvailabilityCsv.parse(file.toString(), Files.readAllLines(file));
    } catch (MalformedInputException e) {
      throw wrong(file + ": not a text in UTF-8");
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Availability madeUp() {
    int count = hosts == null ? 40 : hosts;
    double part = steady == null ? VolunteerHosts.STEADY : steady;
    atLeast("--hosts", count, 1);
    if (!(part >= 0 && part <= 1)) {
      throw wrong("--steady " + part + ": a part, from 0 to 1");
    }
    long end = millis(days == null ? 30 : days);
    return new VolunteerHosts(count, part, end).sample(new Random(seed));
  }

  private void atLeast(String option, int value, int least) {
    if (value < least || value > MOST) {
      throw wrong(option + " " + value + ": from " + least + " to " + MOST);
    }
  }

  private long[] lengths() {
    String[] ends = lengths.split("-", -1);
    try {
      if (ends.length == 2) {
        long[] millis = {of(ends[0]), of(ends[1])};
        if (millis[0] >= 1 && millis[1] >= millis[0]) {
          return millis;
        }
      }
    } catch (IllegalArgumentException e) {
      throw wrong("--lengths " + lengths + ": " + e.getMessage());
    }
    throw wrong("--lengths " + lengths + ": two durations, the shorter first, such as 1h-168h");
  }

  private List<JobLoad.Share> priorities() {
    List<JobLoad.Share> shares = new ArrayList<>();
    for (String part : priorities.split(",", -1)) {
      if (!part.strip().matches("-?[0-9]{1,6}:[1-9][0-9]{0,5}")) {
        throw wrong("--priorities " + priorities + ": '" + part + "' is not PRIORITY:PARTS");
      }
      String[] words = part.strip().split(":", 2);
      shares.add(new JobLoad.Share(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
    }
    return shares;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
