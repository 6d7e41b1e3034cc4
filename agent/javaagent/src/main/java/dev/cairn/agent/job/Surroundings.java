package dev.cairn.agent.job;

import dev.cairn.agent.Fingerprint;
import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.weave.ApplicationClasses;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's classes and the agent's: what a start has found stays true for as long as neither is
 * another one.
 *
 * @param text tells them
 */
record Surroundings(String text) {
  /** With these the JDK's classes are not those of its own file. */
  private static final List<String> PATCHES =
      List.of("--patch-module", "--upgrade-module-path", "-Xbootclasspath", "--limit-modules");

  /**
   * Those of this JVM.
   *
   * @param agent the agent's jar
   * @return null where something is there that would not be told
   */
  static @Nullable Surroundings of(Launch launch, File agent) {
    for (String option : launch.jvmOptions()) {
      for (String patch : PATCHES) {
        if (option.startsWith(patch)) {
          return null;
        }
      }
    }
    try (ApplicationClasses own = new ApplicationClasses(agent.getPath())) {
      return new Surroundings(own.contents() + "\n" + jdk());
    } catch (IOException e) {
      return null;
    }
  }

  private static String jdk() throws IOException {
    String home = System.getProperty("java.home");
    BasicFileAttributes classes =
        Files.readAttributes(Path.of(home, "lib", "modules"), BasicFileAttributes.class);
    return String.join(
        "\n",
        home,
        System.getProperty("java.vm.version"),
        Long.toString(classes.lastModifiedTime().to(TimeUnit.NANOSECONDS)),
        Long.toString(classes.size()));
  }

  /** A name for what follows from these and something more. */
  String key(String more) {
    return Fingerprint.of((text + "\n" + more).getBytes(StandardCharsets.UTF_8));
  }
}
