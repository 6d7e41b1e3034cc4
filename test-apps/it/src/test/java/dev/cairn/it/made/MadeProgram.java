package dev.cairn.it.made;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Class files by internal name, and the jar that they become. */
final class MadeProgram {
  private static final Path FOLDER = Installation.ROOT.resolve("test-apps/it/target/made");

  private final String main;
  private final Map<String, byte[]> classes = new TreeMap<>();

  MadeProgram(String main) {
    this.main = main;
  }

  /** A hand-made class in several versions, {@code Main45} and so on, run one after the other. */
  static MadeProgram inVersions(
      String main, List<Integer> versions, IntFunction<Map<String, byte[]>> maker) {
    MadeProgram program = new MadeProgram(main);
    for (int version : versions) {
      program.with(maker.apply(version));
    }
    return program.with(
        main, ClassMaker.mainOf(main, versions.stream().map(v -> main + (v & 0xffff)).toList()));
  }

  MadeProgram with(String name, byte[] bytes) {
    classes.put(name, bytes);
    return this;
  }

  MadeProgram with(Map<String, byte[]> more) {
    classes.putAll(more);
    return this;
  }

  /** In a jar, since file systems don't take every name that the JVM takes. */
  Job job() {
    Path jar = FOLDER.resolve(main + ".jar");
    try {
      Files.createDirectories(FOLDER);
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        for (Map.Entry<String, byte[]> c : classes.entrySet()) {
          out.putNextEntry(new JarEntry(c.getKey() + ".class"));
          out.write(c.getValue());
          out.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Job(main, List.of(), List.of(jar, Installation.ANNOTATIONS), "");
  }
}
