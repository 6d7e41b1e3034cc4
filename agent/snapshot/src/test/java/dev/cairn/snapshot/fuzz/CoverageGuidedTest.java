package dev.cairn.snapshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Half an hour of Jazzer, shared by the targets; {@code mvn verify -Pfuzz-snapshot -pl
 * agent/snapshot -am}. What it found is in {@code target/fuzz}; once mended, it goes to the
 * resources, so that it is tried in each build.
 */
@Tag("fuzz-snapshot")
class CoverageGuidedTest {
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("cairn.fuzz.minutes"));

  private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";

  /** A reading that takes longer hangs. */
  private static final int SECONDS_OF_A_HANG = 30;

  @ParameterizedTest
  @EnumSource
  void findsNothing(FuzzTarget target) throws Exception {
    Path folder = Path.of("target/fuzz").resolve(target.toString());
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    int n = 0;
    for (byte[] seed : target.seeds()) {
      Files.write(seeds.resolve("seed-" + n++), seed);
    }
    Path log = folder.resolve("log.txt");
    Process fuzzer =
        new ProcessBuilder(command(target, folder, corpus, seeds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long seconds = seconds();
    boolean ended = fuzzer.waitFor(2 * seconds + 120, TimeUnit.SECONDS);
    fuzzer.destroyForcibly().waitFor();
    List<String> lines = Files.readAllLines(log);
    String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    assertThat(ended).as("%s did not end: %s", target, last).isTrue();
    assertThat(fuzzer.exitValue()).as("%s, all of it in %s: %s", target, log, last).isZero();
    assertThat(last).contains("Done ");
  }

  private static long seconds() {
    return Math.max(1, Math.round(60 * MINUTES / FuzzTarget.values().length));
  }

  private static List<String> command(FuzzTarget target, Path folder, Path corpus, Path seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow"));
    command.addAll(List.of("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.type().getName());
    command.add("--instrumentation_includes=dev.cairn.snapshot.**");
    // Snapshots name classes and patterns: that is no danger of theirs.
    command.add(
        "--disabled_hooks=" + SANITIZERS + "ReflectiveCall:" + SANITIZERS + "RegexInjection");
    command.add("--reproducer_path=" + folder);
    command.addAll(List.of("-max_total_time=" + seconds(), "-timeout=" + SECONDS_OF_A_HANG));
    command.addAll(List.of("-max_len=65536", "-print_final_stats=1"));
    command.add("-artifact_prefix=" + folder + "/");
    command.addAll(List.of(corpus.toString(), seeds.toString()));
    return command;
  }
}
