package dev.cairn.command;

import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Java runs the job, and whether it is only shown. */
final class LaunchOptions {
  @Option(
      names = "--jvm",
      paramLabel = "JAVA",
      description =
          "Java for the job: a release such as 25, a JDK's folder, or its bin/java (default: the"
              + " one that runs this command).")
  @Nullable String jvm;

  @Option(names = "--dry-run", description = "Print the java command line instead of running it.")
  boolean dryRun;

  /** The java executable to start. */
  Path java() {
    return java(jvm);
  }

  /** The java executable that is named so, or the one that runs this command. */
  static Path java(@Nullable String named) {
    if (named != null) {
      Jdk jdk = JdkFinder.ofThisMachine().named(named);
      return jdk.java();
    }
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
