package dev.cairn.launch;

import java.nio.file.Path;

/**
 * One installed Java.
 *
 * @param home its folder, symbolic links resolved
 * @param version the text of JAVA_VERSION in its {@code release} file, such as {@code 17.0.15}
 * @param feature the first number of it, such as 17
 */
public record Jdk(Path home, String version, int feature) {
  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  @Override
  public String toString() {
    return "Java " + version;
  }
}
