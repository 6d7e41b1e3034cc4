package dev.cairn.command;

import com.sun.management.OperatingSystemMXBean;
import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.worker.EvictionNotice;
import dev.cairn.coordinator.worker.WorkerSetup;
import dev.cairn.launch.AgentJar;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a worker offers, and where it keeps what it has. */
final class WorkerOptions {
  private static final long MIB = 1 << 20;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "The name its host goes by (default: the machine's).")
  @Nullable String host;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Jobs' threads at once (default: the machine's processors).")
  int slots = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "Memory for jobs in MiB (default: three quarters of the machine's).")
  long memory = machineMemory() * 3 / 4;

  @Option(
      names = "--worker-dir",
      paramLabel = "D",
      description = "Where its jobs lie (default: ~/.cairn/worker-NAME); one for each worker.")
  @Nullable Path directory;

  @Option(
      names = "--jvm",
      paramLabel = "JAVA",
      description =
          "Java for the jobs: a release such as 25, a JDK's folder, or its bin/java (default: the"
              + " one that runs this command).")
  @Nullable String jvm;

  @Option(
      names = "--cache",
      paramLabel = "MIB",
      description =
          "Of jobs that left, keep so much in MiB, for when they come back and for the hosts that"
              + " they went to; 0: nothing, and other workers aren't let in (default: 2048).")
  long cache = 2_048;

  @Option(
      names = "--eviction-notice",
      paramLabel = "file:PATH|URL",
      converter = NoticeOption.class,
      description =
          "Looked at every two seconds: where it is there, this host ends at the time or in the"
              + " duration that it names, else in 30s, and gives its jobs back first.")
  @Nullable EvictionNotice notice;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = UntilOption.class,
      description =
          "When this machine goes away: 18:00 (the next), 2026-12-01T06:00:00Z, or in 8h. Its jobs"
              + " are saved and given back before, and what begins shortly before begins elsewhere.")
  @Nullable Instant until;

  private static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? os.getTotalMemorySize() / MIB
        : Runtime.getRuntime().maxMemory() / MIB;
  }

  WorkerSetup setup() {
    String name = host != null ? host : machineName();
    Path where =
        directory != null
            ? directory
            : Path.of(System.getProperty("user.home"), ".cairn", "worker-" + name);
    return new WorkerSetup(
        name,
        where.toAbsolutePath(),
        new Amount(slots, memory),
        platform(),
        LaunchOptions.java(jvm),
        AgentJar.find(System.getenv()),
        Math.max(0, cache) * MIB,
        until);
  }

  private static String platform() {
    return (System.getProperty("os.name") + "-" + System.getProperty("os.arch"))
        .toLowerCase(Locale.ROOT)
        .replace(' ', '-');
  }

  private static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
