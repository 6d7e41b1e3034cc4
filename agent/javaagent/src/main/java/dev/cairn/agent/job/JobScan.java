package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.options.AgentOptions;
import dev.cairn.instrumenter.plan.ClassSource;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.RootException;
import dev.cairn.instrumenter.scan.Scan;
import dev.cairn.instrumenter.scan.ScanReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what could part two runs of the job; under {@code strict}, refuses it. */
final class JobScan {
  private static final long TICK_NANOS = 100_000_000;

  private final AgentOptions options;
  private final Launch launch;
  private final ClassSource source;
  private final Say say;

  JobScan(AgentOptions options, Launch launch, ClassSource source, Say say) {
    this.options = options;
    this.launch = launch;
    this.source = source;
    this.say = say;
  }

  /**
   * Prints what was found on standard output.
   *
   * @param woven methods that are known to run, by class
   * @return the exit code
   */
  int print(JobModes modes, Map<String, ? extends Set<String>> woven) {
    ScanReport report = scan(modes, options.root(), woven);
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.print("json".equals(options.scan()) ? report.json() : report.text());
    out.flush();
    return options.strict() && !report.untreated().isEmpty() ? ExitCode.STRICT : 0;
  }

  /**
   * For {@code strict}.
   *
   * @throws AgentException where two runs of the job could part, and nobody answers for it
   */
  void refuseUntreated(JobModes modes, Plan plan) {
    String root = plan.root().className() + "#" + plan.root().method();
    String refusal = scan(modes, root, plan.wovenMethods()).refusal();
    if (!refusal.isEmpty()) {
      throw new AgentException(ExitCode.STRICT, refusal);
    }
  }

  private ScanReport scan(
      JobModes modes, @Nullable String root, Map<String, ? extends Set<String>> woven) {
    try {
      Scan scan = Scan.of(source, launch.mainClass(), root, woven, progress());
      return new ScanReport(scan, modes.modes(), options.accept());
    } catch (RootException e) {
      throw new AgentException(ExitCode.CONFIG, String.valueOf(e.getMessage()), e);
    } finally {
      say.endStatus();
    }
  }

  private Consumer<String> progress() {
    if (!options.progress()) {
      return text -> {};
    }
    long[] last = {System.nanoTime()};
    return text -> {
      long now = System.nanoTime();
      if (now - last[0] >= TICK_NANOS) {
        last[0] = now;
        say.status("scan: " + text);
      }
    };
  }
}
