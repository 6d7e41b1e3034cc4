package dev.cairn.benchmarks.heap;

import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Runs mains that need the heap opened, each in a JVM of its own: 4 GB, serial collector. */
public final class HeapJvm implements AutoCloseable {
  private final Jdk jdk;
  private final Path agent;

  private HeapJvm(Jdk jdk, Path agent) {
    this.jdk = jdk;
    this.agent = agent;
  }

  /** The oldest JDK of this machine. */
  public static HeapJvm oldest() throws IOException {
    Jdk oldest =
        JdkFinder.ofThisMachine().usable().stream()
            .min(Comparator.comparingInt(Jdk::feature))
            .orElseThrow();
    return new HeapJvm(oldest, agent());
  }

  public Jdk jdk() {
    return jdk;
  }

  @Override
  public void close() throws IOException {
    Files.delete(agent);
  }

  /** A jar that makes {@link HeapMain} an agent; the class itself lies on the class path. */
  private static Path agent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", HeapMain.class.getName());
    Path jar = Files.createTempFile("heap-cost", ".jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  /** The lines it prints that begin with a digit. */
  public List<String> run(List<String> mainAndArguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms4g", "-Xmx4g", "-javaagent:" + agent));
    // The heap of a job that runs was used before: what the system takes to back new memory is
    // many times what copying into it takes.
    command.add("-XX:+AlwaysPreTouch");
    // What Kryo's FieldSerializer and Eclipse Serializer need.
    for (String open : List.of("java.lang", "java.util", "java.io", "java.nio")) {
      command.addAll(List.of("--add-opens", "java.base/" + open + "=ALL-UNNAMED"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(mainAndArguments);
    Path errors = Files.createTempFile("heap-cost", ".err");
    try {
      Process p = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      List<String> lines =
          new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (p.waitFor() != 0) {
        throw new IOException(why(Files.readAllLines(errors)));
      }
      return lines.stream().filter(l -> l.matches("[0-9].*")).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(errors);
    }
  }

  /** What an exception that nobody caught says first: the cause in place of what wraps it. */
  private static String why(List<String> errors) {
    return errors.stream()
        .filter(l -> l.startsWith("Exception in") || l.startsWith("Caused by"))
        .reduce((before, last) -> last)
        .or(() -> errors.stream().findFirst())
        .orElse("it ended and said nothing");
  }
}
