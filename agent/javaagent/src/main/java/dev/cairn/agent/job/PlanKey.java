package dev.cairn.agent.job;

import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.weave.ApplicationClasses;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan follows from: the program's class files, what of it is the root and which loops
 * are wanted, the JDK's classes, and the planner itself.
 *
 * @param code a digest of the program's class files
 * @param loops as the agent was given them, files of loops read
 * @param agent the agent's jar
 */
record PlanKey(
    String code, Launch launch, @Nullable String root, @Nullable String loops, File agent) {
  /** With these the JDK's classes are not those of its own file. */
  private static final List<String> PATCHES =
      List.of("--patch-module", "--upgrade-module-path", "-Xbootclasspath", "--limit-modules");

  /** In hex; null where something is there that it would not tell. */
  @Nullable String digest() {
    if (launch.jvmOptions().stream().anyMatch(o -> PATCHES.stream().anyMatch(o::startsWith))) {
      return null;
    }
    try (ApplicationClasses own = new ApplicationClasses(agent.getPath())) {
      return sha256(
          String.join("\n", own.digest(), jdk(), code, launch.mainClass(), "" + root, "" + loops));
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
        classes.lastModifiedTime().toString(),
        Long.toString(classes.size()));
  }

  /** In hex. */
  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
