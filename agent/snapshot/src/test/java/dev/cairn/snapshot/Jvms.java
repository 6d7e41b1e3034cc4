package dev.cairn.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** JVMs to test with: this one's, and any others on this machine. */
public final class Jvms {
  private Jvms() {}

  public static Path current() {
    return Path.of(System.getProperty("java.home"));
  }

  /** A JDK of this feature release: JAVA_HOME_n, or one beside the usual ones. */
  public static Optional<Path> ofRelease(int feature) {
    List<Path> homes = new ArrayList<>();
    String variable = System.getenv("JAVA_HOME_" + feature);
    if (variable != null) {
      homes.add(Path.of(variable));
    }
    for (String parent :
        List.of("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines")) {
      try (Stream<Path> children = Files.list(Path.of(parent))) {
        children.sorted(Comparator.naturalOrder()).forEach(homes::add);
      } catch (IOException e) {
        // there are no JDKs then
      }
    }
    return homes.stream()
        .filter(h -> Files.isExecutable(h.resolve("bin/java")))
        .filter(h -> release(h) == feature)
        .findFirst();
  }

  private static int release(Path home) {
    try {
      for (String line : Files.readAllLines(home.resolve("release"))) {
        if (line.startsWith("JAVA_VERSION=\"")) {
          return Integer.parseInt(line.substring(14).split("[.\"]", -1)[0]);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // not a JDK as we know them
    }
    return -1;
  }

  /** Runs a main class of the tests in a JVM with the test agent; gives what it printed. */
  public static List<String> run(Path home, List<String> options, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Path jar = TestAgent.jar();
    Path out = Files.createTempFile("child", ".out");
    try {
      List<String> command = new ArrayList<>();
      command.add(home.resolve("bin/java").toString());
      command.add("-javaagent:" + jar);
      command.add("--enable-native-access=ALL-UNNAMED"); // the agent has its own way
      command.addAll(options);
      command.add("-cp");
      command.add(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      command.add(main.getName());
      command.addAll(List.of(args));
      Process p =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!p.waitFor(5, TimeUnit.MINUTES)) {
        p.destroyForcibly();
        throw new IllegalStateException("did not end: " + command + Files.readAllLines(out));
      }
      List<String> lines = Files.readAllLines(out);
      if (p.exitValue() != 0) {
        throw new IllegalStateException(
            "exit " + p.exitValue() + ": " + command + "\n" + String.join("\n", lines));
      }
      return lines;
    } finally {
      Files.deleteIfExists(jar);
      Files.deleteIfExists(out);
    }
  }
}
