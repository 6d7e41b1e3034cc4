package dev.cairn.coordinator.files;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.JavaLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A job's code as it goes along: what the class path names is copied below {@code code/}, and the
 * command line names it there, seen from the working directory {@code work/} beside it.
 *
 * <pre>
 *   -cp lib/*:classes Main 7    becomes    -cp ../code/0/*:../code/1 Main 7
 *   -jar target/job.jar 7       becomes    -jar ../code/0/job.jar 7
 * </pre>
 */
public final class SubmittedCode {
  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
  private static final Set<String> NOT_MOVED =
      Set.of("-m", "--module", "-p", "--module-path", "--upgrade-module-path", "--patch-module");

  private final Path here;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private int next;

  private SubmittedCode(Path here) {
    this.here = here;
  }

  /**
   * What a command line comes to.
   *
   * @param line with the class path moved
   * @param files by the paths they have in the job's folder
   */
  public record Moved(JavaLine line, Map<String, Path> files) {}

  /**
   * Moves a command line's code.
   *
   * @param here what its paths are relative to
   * @throws CommandException part of it can't go along
   */
  public static Moved of(JavaLine line, Path here, Map<String, String> environment)
      throws IOException {
    SubmittedCode code = new SubmittedCode(here);
    List<String> options = new ArrayList<>();
    boolean given = false;
    for (int i = 0; i < line.options().size(); i++) {
      String word = line.options().get(i);
      String name = word.split("=", 2)[0];
      if (NOT_MOVED.contains(name) || word.startsWith("@") || word.startsWith("-javaagent:")) {
        throw cannot(word);
      }
      if (CLASS_PATH.contains(name)) {
        boolean joined = word.length() > name.length();
        String path = joined ? word.substring(name.length() + 1) : line.options().get(++i);
        options.add("-cp");
        options.add(code.path(path));
        given = true;
      } else {
        options.add(word);
      }
    }
    List<String> launch = new ArrayList<>(line.launch());
    if (NOT_MOVED.contains(launch.get(0).split("=", 2)[0]) || launch.get(0).endsWith(".java")) {
      throw cannot(launch.get(0));
    }
    if (launch.get(0).equals("-jar")) {
      launch.set(1, code.jar(launch.get(1)));
    } else if (!given) {
      options.add("-cp");
      options.add(code.path(environment.getOrDefault("CLASSPATH", ".")));
    }
    return new Moved(new JavaLine(options, launch, line.arguments()), code.files);
  }

  private static CommandException cannot(String word) {
    return new CommandException(
        ExitCode.USAGE, word + " can't go along with a job: give its code by -cp or -jar");
  }

  private String path(String classPath) throws IOException {
    List<String> moved = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      moved.add(entry(entry.isEmpty() ? "." : entry));
    }
    return String.join(File.pathSeparator, moved);
  }

  private String entry(String entry) throws IOException {
    if (entry.equals("*") || entry.endsWith("/*")) {
      String name = "code/" + next++;
      Path folder = here.resolve(entry.substring(0, entry.length() - 1));
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.{jar,JAR}")) {
        for (Path jar : jars) {
          files.put(name + "/" + jar.getFileName(), jar);
        }
      }
      return "../" + name + "/*";
    }
    Path path = here.resolve(entry);
    if (Files.isDirectory(path)) {
      String name = "code/" + next++;
      try (Stream<Path> all = Files.walk(path)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(name + "/" + path.relativize(file).toString().replace('\\', '/'), file);
        }
      }
      return "../" + name;
    }
    return jar(entry);
  }

  private String jar(String entry) throws IOException {
    String name = "code/" + next++;
    Path path = here.resolve(entry).normalize();
    if (!Files.isRegularFile(path)) {
      throw new CommandException(ExitCode.USAGE, path + ": no such file");
    }
    Path folder = path.getParent();
    if (folder == null) {
      throw new IllegalStateException(path + " is a file and has no parent");
    }
    addJar(name, folder, path);
    return "../" + name + "/" + path.getFileName();
  }

  /** With what its manifest names beside it. */
  private void addJar(String name, Path folder, Path jar) throws IOException {
    String key = name + "/" + folder.relativize(jar).toString().replace('\\', '/');
    if (files.putIfAbsent(key, jar) != null) {
      return;
    }
    for (String other : classPathOf(jar)) {
      Path path = jar.resolveSibling(other).normalize();
      if (Files.isRegularFile(path)) {
        if (!path.startsWith(folder)) {
          throw new CommandException(
              ExitCode.USAGE,
              jar + " names " + other + " in its manifest, which can't go along: give all by -cp");
        }
        addJar(name, folder, path);
      }
    }
  }

  private static List<String> classPathOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String value =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return value == null || value.isBlank() ? List.of() : List.of(value.strip().split("\\s+"));
    } catch (java.util.zip.ZipException e) {
      throw new CommandException(ExitCode.USAGE, jar + " is no jar: " + e.getMessage());
    }
  }
}
