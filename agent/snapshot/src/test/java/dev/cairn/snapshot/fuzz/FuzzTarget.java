package dev.cairn.snapshot.fuzz;

import dev.cairn.snapshot.format.DecoderFuzz;
import dev.cairn.snapshot.format.Rewritten;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is fuzzed, and what each begins with. */
enum FuzzTarget {
  FILE(FileFuzz.class) {
    @Override
    List<byte[]> valid() throws IOException {
      List<byte[]> files = new ArrayList<>();
      for (String name : List.of("format-1.0.cairn", "format-1.1.cairn")) {
        files.add(Files.readAllBytes(GOLDEN.resolve(name)));
      }
      files.add(Files.readAllBytes(GOLDEN.resolve("format-2.1/gen-00000001.cairn")));
      try {
        files.add(Rewritten.file(RestoreFuzz.good()));
      } catch (Exception e) {
        throw new IOException(e);
      }
      return files;
    }
  },

  PACK(PackFuzz.class) {
    @Override
    List<byte[]> valid() throws IOException {
      try (Stream<Path> files = Files.list(GOLDEN.resolve("format-2.1/chunks"))) {
        Path pack = files.filter(f -> f.toString().endsWith(".chunks")).findAny().orElseThrow();
        return List.of(Files.readAllBytes(pack));
      }
    }
  },

  DECODER(DecoderFuzz.class) {
    @Override
    List<byte[]> valid() {
      return DecoderFuzz.inputs(GOLDEN.resolve("format-2.1.cairn"));
    }
  },

  SECTIONS(SectionsFuzz.class) {
    @Override
    List<byte[]> valid() {
      return List.of(
          SectionsFuzz.input(RestoreFuzz.good()),
          SectionsFuzz.input(Rewritten.sections(GOLDEN.resolve("format-1.0.cairn"))));
    }
  },

  RESTORE(RestoreFuzz.class) {
    @Override
    List<byte[]> valid() {
      return List.of(RestoreFuzz.input());
    }
  };

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path GOLDEN = RESOURCES.resolve("golden");

  private final Class<?> type;

  FuzzTarget(Class<?> type) {
    this.type = type;
  }

  Class<?> type() {
    return type;
  }

  /** Inputs that are valid. */
  abstract List<byte[]> valid() throws IOException;

  /** The valid ones, and those that once were findings: they lie in the resources for good. */
  List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>(valid());
    Path found = RESOURCES.resolve("fuzz").resolve(toString());
    if (Files.isDirectory(found)) {
      try (Stream<Path> files = Files.list(found)) {
        for (Path f : files.sorted().toList()) {
          seeds.add(Files.readAllBytes(f));
        }
      }
    }
    return seeds;
  }

  /** Reads one input as the fuzzer does. */
  void run(byte[] input) throws Throwable {
    try {
      type.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, input);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
