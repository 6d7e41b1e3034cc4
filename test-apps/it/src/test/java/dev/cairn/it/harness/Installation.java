package dev.cairn.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the built artefacts lie. All paths are absolute. */
public final class Installation {
  /** The top of the source tree; set by the build. */
  public static final Path ROOT =
      Path.of(System.getProperty("cairn.root", "../..")).toAbsolutePath().normalize();

  public static final Path AGENT = existing(ROOT.resolve("agent/javaagent/target/cairn-agent.jar"));
  public static final Path COMMAND = ROOT.resolve("cairn");
  public static final Path TARGETS = module("targets");
  public static final Path WORKLOADS = module("workloads");
  public static final Path ANNOTATIONS =
      jar(ROOT.resolve("annotations/target"), "cairn-annotations-");

  private Installation() {}

  /** The class path of the workloads: their jar and what they need. */
  public static List<Path> workloadsClassPath() {
    Path lib = ROOT.resolve("test-apps/workloads/target/lib");
    try (Stream<Path> jars = Files.list(lib)) {
      return Stream.concat(Stream.of(WORKLOADS), jars.sorted()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar copied by the build into {@code target/<folder>}. */
  public static List<Path> copied(String folder) {
    try (Stream<Path> jars = Files.list(ROOT.resolve("test-apps/it/target").resolve(folder))) {
      return jars.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("is it built with mvn verify?", e);
    }
  }

  private static Path module(String name) {
    return jar(ROOT.resolve("test-apps").resolve(name).resolve("target"), "cairn-" + name + "-");
  }

  private static Path jar(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(p -> p.getFileName().toString().startsWith(prefix))
          .filter(p -> p.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + prefix + "*.jar in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException("is it built with mvn verify?", e);
    }
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("not built: " + file + "; run mvn verify at the top");
    }
    return file;
  }
}
