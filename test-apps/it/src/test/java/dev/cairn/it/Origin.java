package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where results come from: the head of each page of them. */
final class Origin {
  private Origin() {}

  /** A list of commit, machine and JDKs. */
  static String text() throws IOException {
    String jdks = Jdk.all().stream().map(Jdk::toString).collect(Collectors.joining(", "));
    return String.format("- commit: %s%n- machine: %s%n- JDKs: %s%n", commit(), machine(), jdks);
  }

  private static String commit() throws IOException {
    // What tests of the same run have written is no change to what they test.
    String status = git("status", "--porcelain", "--untracked-files=no", ":!docs/results");
    return git("rev-parse", "HEAD") + (status.isEmpty() ? "" : " with changes not committed");
  }

  private static String git(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process p =
        new ProcessBuilder(command)
            .directory(Installation.ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String cpu =
        Files.isReadable(info)
            ? Files.readAllLines(info).stream()
                .filter(l -> l.startsWith("model name"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("")
            : "";
    return String.join(
        ", ",
        List.of(
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors() + " processors",
            cpu));
  }
}
