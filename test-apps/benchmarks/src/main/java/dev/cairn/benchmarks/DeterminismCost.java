package dev.cairn.benchmarks;

import dev.cairn.launch.AgentJar;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * {@code DeterminismCost REPORT [rounds [kernel...]]}: measures jobs whose {@code Math} is {@code
 * StrictMath}, and jobs that keep the platform's, against plain ones, and writes a report.
 *
 * <p>Both kinds of jobs put floating-point operands into their storage form where they may be
 * stopped: what that costs is part of the second column.
 */
public final class DeterminismCost {
  private static final List<String> KERNELS =
      List.of("waves", "growth", "operands", "bodies", "stencil", "matmul-middle", "calls");

  private static final int ROUNDS = 3;

  private static final String PLAIN = "plain";
  private static final String STRICT = "strict";
  private static final String PLATFORM = "platform";

  private final Path agent;
  private final Effort effort;

  private DeterminismCost(Path agent, Effort effort) {
    this.agent = agent;
    this.effort = effort;
  }

  public static void main(String[] args) throws IOException {
    List<String> kernels = args.length > 2 ? List.of(args).subList(2, args.length) : KERNELS;
    if (args.length < 1 || !KERNELS.containsAll(kernels)) {
      System.err.println("usage: DeterminismCost REPORT [rounds [kernel...]], of " + KERNELS);
      System.exit(64);
    }
    Effort effort =
        args.length < 2
            ? Effort.IDLE.rounds(ROUNDS)
            : Effort.IDLE.rounds(Integer.parseInt(args[1]));
    new DeterminismCost(AgentJar.find(System.getenv()), effort)
        .page(Page.jdks(), kernels)
        .write(Path.of(args[0]));
  }

  private Page page(List<Jdk> jdks, List<String> kernels) throws IOException {
    Page page = new Page("What the same bits everywhere cost", "determinism-cost", jdks);
    page.line(
        "- "
            + effort.rounds()
            + " rounds of one JVM for each contender, order turning; "
            + effort.warmUps()
            + " repetitions to warm up, "
            + effort.repetitions()
            + " measured, processor time of the thread, median");
    page.line("");
    page.line(
        "Each cell is the median of the rounds' ratios, with a 95 % bootstrap interval. waves calls"
            + " sin and cos,");
    page.line(
        "growth exp, log and pow, and nothing else; in operands products wait on the operand stack"
            + " below a call");
    page.line(
        "that may be stopped; the others call no function that `math=strict` changes. The agent is"
            + " ready to stop, and");
    page.line("never asked. `math=strict` is the default.");
    page.line("");
    page.row(
        "| kernel | JDK | plain, ms | platform / plain | strict / plain | strict / platform |");
    page.row("|---|--:|--:|--:|--:|--:|");
    for (String kernel : kernels) {
      for (Jdk jdk : jdks) {
        page.row(row(kernel, jdk));
      }
    }
    return page;
  }

  private String row(String kernel, Jdk jdk) throws IOException {
    double[] plain = new double[effort.rounds()];
    List<Double> platformToPlain = new ArrayList<>();
    List<Double> strictToPlain = new ArrayList<>();
    List<Double> strictToPlatform = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      for (int round = 0; round < effort.rounds(); round++) {
        Map<String, Fork> forks = round(jdk, kernel, scratch.folder().resolve("" + round), round);
        plain[round] = nanos(forks, PLAIN);
        platformToPlain.add(nanos(forks, PLATFORM) / plain[round]);
        strictToPlain.add(nanos(forks, STRICT) / plain[round]);
        strictToPlatform.add(nanos(forks, STRICT) / nanos(forks, PLATFORM));
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.2f | %s | %s | %s |",
        kernel,
        jdk.feature(),
        Sample.median(plain) / 1e6,
        Page.cell(new Sample(platformToPlain)),
        Page.cell(new Sample(strictToPlain)),
        Page.cell(new Sample(strictToPlatform)));
  }

  private static double nanos(Map<String, Fork> forks, String name) {
    return Objects.requireNonNull(forks.get(name)).nanos();
  }

  /** One JVM for each contender; the first of them is another one in each round. */
  private Map<String, Fork> round(Jdk jdk, String kernel, Path directory, int round)
      throws IOException {
    List<Contender> contenders =
        List.of(
            Contender.plain("KernelMain"),
            Contender.cairn(
                STRICT, "KernelMain", agent, directory.resolve(STRICT), "every=1h,math=strict"),
            Contender.cairn(
                PLATFORM,
                "KernelMain",
                agent,
                directory.resolve(PLATFORM),
                "every=1h,math=platform"));
    Map<String, Fork> forks = new LinkedHashMap<>();
    for (int i = 0; i < contenders.size(); i++) {
      Contender c = contenders.get((round + i) % contenders.size());
      forks.put(c.name(), Fork.run(jdk, c, kernel, effort));
    }
    String plain = Objects.requireNonNull(forks.get(PLAIN)).result();
    if (!plain.equals(Objects.requireNonNull(forks.get(PLATFORM)).result())) {
      throw new IOException(
          "results under math=platform are not the plain run's in " + kernel + ": " + forks);
    }
    return forks;
  }
}
