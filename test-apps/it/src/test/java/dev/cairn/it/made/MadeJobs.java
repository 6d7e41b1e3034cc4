package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import dev.cairn.it.harness.Job;
import java.util.List;
import java.util.stream.IntStream;

/** The jobs of this package, made when first asked for. */
public final class MadeJobs {
  /** The earliest class file, the last that may be without stack maps, and a recent one. */
  private static final List<Integer> SOME = List.of(V1_1, V1_6, V17);

  /** Of those that know subroutines the first, the last that compilers made, and the last. */
  private static final List<Integer> OLD = List.of(V1_1, V1_4, V1_6);

  public static final Job UNINITIALIZED_LOCALS =
      MadeProgram.inVersions(UninitializedLocals.NAME, SOME, UninitializedLocals::in).job();

  public static final Job HIDDEN_LOCKS =
      MadeProgram.inVersions(HiddenLocks.NAME, SOME, HiddenLocks::in).job();

  public static final Job SUBROUTINES =
      MadeProgram.inVersions(Subroutines.NAME, OLD, Subroutines::in).job();

  /** Of all versions that Java 17 knows. */
  public static final Job VERSIONS = versions(Versions.NAME, 45, 61);

  /** Of those that came later; for Java 25. */
  public static final Job LATER_VERSIONS = versions("LaterVersions", 62, 69);

  public static final Job LARGE_METHODS =
      new MadeProgram(LargeMethods.NAME).with(LargeMethods.classes()).job();

  public static final Job OBFUSCATED =
      new MadeProgram(Obfuscated.NAME).with(Obfuscated.classes()).job();

  public static final Job UNUSED_SLOTS =
      MadeProgram.inVersions(UnusedSlots.NAME, SOME, UnusedSlots::in).job();

  /** Those that run on each release. */
  public static final List<Job> ALL =
      List.of(
          UNINITIALIZED_LOCALS,
          HIDDEN_LOCKS,
          SUBROUTINES,
          VERSIONS,
          LARGE_METHODS,
          OBFUSCATED,
          UNUSED_SLOTS);

  private MadeJobs() {}

  private static Job versions(String main, int from, int to) {
    List<Integer> versions = IntStream.rangeClosed(from, to).boxed().toList();
    MadeProgram program = new MadeProgram(main);
    versions.forEach(v -> program.with(Versions.in(v)));
    return program
        .with(main, ClassMaker.mainOf(main, versions.stream().map(v -> Versions.NAME + v).toList()))
        .job();
  }
}
