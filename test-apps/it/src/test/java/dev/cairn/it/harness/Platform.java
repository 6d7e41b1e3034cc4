package dev.cairn.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java runtime on some processor: this machine's own, and those that {@code foreign-jres} unpacks
 * and emulates.
 *
 * @param name such as {@code i386-x87}
 * @param narrow whether its addresses have 32 bits
 */
public record Platform(String name, Jdk jdk, boolean narrow) {
  private static final Path MODULE = Installation.ROOT.resolve("test-apps/it");

  /** This machine's JDKs, oldest first. */
  public static List<Platform> own() {
    return Jdk.all().stream()
        .map(j -> new Platform(System.getProperty("os.arch") + "-" + j.feature(), j, false))
        .toList();
  }

  /** Unpacks runtimes of Java 17 where they aren't yet. */
  public static List<Platform> foreign(List<String> architectures) {
    Path into = Path.of(System.getProperty("cairn.foreign", MODULE + "/target/foreign-jres"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of(MODULE.resolve("foreign-jres").toString(), "--into", into.toString()));
    command.addAll(architectures);
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new AssertionError(command + " ends with " + exit);
      }
      List<Platform> all = new ArrayList<>();
      for (String arch : architectures) {
        String version = Files.readAllLines(into.resolve(arch).resolve("version")).get(1);
        String build = version.replaceFirst(".*\\(build (.*)\\).*", "$1");
        for (String name : arch.equals("i386") ? List.of(arch, "i386-x87") : List.of(arch)) {
          Jdk jdk = new Jdk(into.resolve(name), 17, build);
          all.add(new Platform(name, jdk, arch.equals("i386") || arch.equals("armhf")));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
