package dev.cairn.benchmarks;

import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code IdleCost REPORT [rounds [kernel...]]}: measures never-stopped woven jobs against plain
 * ones and writes a report.
 *
 * <p>Each round starts two JVMs, plain and woven, one after the other, in an order that alternates
 * from round to round; a round gives one ratio. So what changes slowly on the machine (heat, other
 * work) meets both alike. The agent is given its everyday options: polls of the kind a user gets, a
 * timer that would ask for snapshots in an hour.
 */
public final class IdleCost {
  /** A vectorised loop with the point in it. */
  private static final String AXPY = "axpy";

  private static final List<String> KERNELS =
      List.of("bodies", "stencil", "matmul-outer", "matmul-middle", "matmul-inner", AXPY);

  /** The median is to stay at or below this. */
  private static final double TARGET = 1.03;

  private static final double AXPY_TARGET = 1.2;

  private final Path agent;
  private final String classPath;
  private final Effort effort;
  private final List<String> kernels;

  private IdleCost(Path agent, String classPath, Effort effort, List<String> kernels) {
    this.kernels = kernels;
    this.agent = agent;
    this.classPath = classPath;
    this.effort = effort;
  }

  public static void main(String[] args) throws IOException {
    List<String> kernels = args.length > 2 ? List.of(args).subList(2, args.length) : KERNELS;
    if (args.length < 1 || !KERNELS.containsAll(kernels)) {
      System.err.println("usage: IdleCost REPORT [rounds [kernel...]], of " + KERNELS);
      System.exit(64);
    }
    Effort effort =
        args.length < 2
            ? Effort.FULL
            : new Effort(
                Integer.parseInt(args[1]), Effort.FULL.warmUps(), Effort.FULL.repetitions());
    IdleCost cost =
        new IdleCost(
            AgentJar.find(System.getenv()), System.getProperty("java.class.path"), effort, kernels);
    Path report = Path.of(args[0]);
    Files.createDirectories(report.toAbsolutePath().getParent());
    Files.writeString(report, cost.report(oldestAndNewest()));
    System.out.println("written: " + report);
  }

  private static List<Jdk> oldestAndNewest() {
    List<Jdk> usable =
        JdkFinder.ofThisMachine().usable().stream()
            .sorted(Comparator.comparingInt(Jdk::feature))
            .toList();
    return Stream.of(usable.get(0), usable.get(usable.size() - 1)).distinct().toList();
  }

  private String report(List<Jdk> jdks) throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# What it costs to be ready to stop\n\n");
    b.append("Written by `test-apps/benchmarks/idle-cost`; not edited by hand.\n\n");
    b.append("- commit: ").append(Machine.commit()).append('\n');
    b.append("- machine: ").append(Machine.description()).append('\n');
    b.append("- JDKs: ");
    b.append(jdks.stream().map(Jdk::version).collect(Collectors.joining(", "))).append('\n');
    b.append("- ").append(effort.rounds()).append(" rounds of two JVMs (plain and woven, order ");
    b.append("alternating), ").append(effort.warmUps()).append(" repetitions to warm up, ");
    b.append(effort.repetitions()).append(" measured, processor time of the thread, median\n\n");
    b.append("Woven / plain: median of the rounds' ratios, with a 95 % bootstrap interval. ");
    b.append("The goal is a median of at most ").append(TARGET);
    b.append(", for axpy ").append(AXPY_TARGET).append(".\n\n");
    b.append("| kernel | JDK | plain, ms | woven / plain | 95 % | goal met |\n");
    b.append("|---|--:|--:|--:|---|---|\n");
    for (String kernel : kernels) {
      for (Jdk jdk : jdks) {
        b.append(row(kernel, jdk)).append('\n');
      }
    }
    return b.toString();
  }

  private String row(String kernel, Jdk jdk) throws IOException {
    List<Double> ratios = new ArrayList<>();
    double[] plain = new double[effort.rounds()];
    Path directory = Files.createTempDirectory("cairn-idle-cost");
    try {
      for (int round = 0; round < effort.rounds(); round++) {
        String woven = woven(directory.resolve("ck"));
        Fork first = Fork.run(jdk, round % 2 == 0 ? "" : woven, classPath, kernel, effort);
        Fork second = Fork.run(jdk, round % 2 == 0 ? woven : "", classPath, kernel, effort);
        if (!first.result().equals(second.result())) {
          throw new IOException("plain and woven " + kernel + " differ on " + jdk);
        }
        plain[round] = round % 2 == 0 ? first.nanos() : second.nanos();
        double ratio = second.nanos() / first.nanos();
        ratios.add(round % 2 == 0 ? ratio : 1 / ratio);
      }
    } finally {
      deleteAll(directory);
    }
    Sample sample = new Sample(ratios);
    Sample.Interval i = sample.interval();
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %d | %.2f | %.3f | %.3f – %.3f | %s |",
            kernel,
            jdk.feature(),
            Sample.median(plain) / 1e6,
            sample.median(),
            i.low(),
            i.high(),
            sample.median() <= (kernel.equals(AXPY) ? AXPY_TARGET : TARGET) ? "yes" : "**no**");
    System.out.println(row);
    return row;
  }

  private String woven(Path directory) {
    return "-javaagent:" + agent + "=fresh,every=1h,dir=" + directory;
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
