package dev.cairn.instrumenter.scan;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.TypeFlowException;
import dev.cairn.instrumenter.plan.ClassSource;
import dev.cairn.instrumenter.plan.ReachableCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a program's code asks for that could part two runs. Code that may run is scanned, as the
 * call graph has it; what the JDK does within stands in the table.
 *
 * @param root the method in which the job lives, as people write it
 * @param classes how many classes of the application may run
 * @param methods how many of their methods
 * @param findings sorted
 * @param notes what could not be read, one line each
 */
public record Scan(
    String root, int classes, int methods, List<Finding> findings, List<String> notes) {

  public Scan {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * Scans a program.
   *
   * @param mainClass the class whose {@code main} is run
   * @param rootSpec {@code class#method}, or null for {@code main}
   * @param others methods that are known to run, by class
   * @param progress told what is being read, one short line each
   * @throws dev.cairn.instrumenter.plan.RootException where the root can't be found
   */
  public static Scan of(
      ClassSource source,
      String mainClass,
      @Nullable String rootSpec,
      Map<String, ? extends Set<String>> others,
      Consumer<String> progress) {
    progress.accept("following the calls from " + (rootSpec == null ? mainClass : rootSpec));
    ReachableCode code = ReachableCode.from(source, mainClass, rootSpec, others);
    SortedMap<String, SortedSet<String>> methods = code.methods();
    SortedSet<Finding> findings = new TreeSet<>();
    SortedSet<String> notes = new TreeSet<>();
    int read = 0;
    for (Map.Entry<String, SortedSet<String>> e : methods.entrySet()) {
      progress.accept(
          "class " + ++read + " of " + methods.size() + ": " + e.getKey().replace('/', '.'));
      scan(source, code, e.getKey(), e.getValue(), findings, notes);
    }
    code.notes().forEach(n -> notes.add(n.toString()));
    return new Scan(
        code.root().toString(),
        methods.size(),
        methods.values().stream().mapToInt(Set::size).sum(),
        List.copyOf(findings),
        List.copyOf(notes));
  }

  private static void scan(
      ClassSource source,
      ReachableCode code,
      String className,
      Set<String> methods,
      Set<Finding> findings,
      Set<String> notes) {
    byte[] bytes = source.bytes(className);
    if (bytes == null) {
      return; // the call graph has noted it
    }
    ClassNode tree;
    try {
      tree = ClassTree.read(bytes);
    } catch (RuntimeException e) { // ASM checks no bytes: bad ones break it anywhere
      notes.add(className.replace('/', '.') + ": its code can't be read: " + e);
      return;
    }
    for (MethodNode m : tree.methods) {
      if (methods.contains(m.name + m.desc)) {
        new MethodScan(code, className, m, findings::add).run();
        try {
          new IdentityScan(code, className, tree.version, m, findings::add).run();
        } catch (TypeFlowException e) {
          notes.add(
              className.replace('/', '.')
                  + "#"
                  + m.name
                  + m.desc
                  + ": the types of its keys can't be told: "
                  + e.getMessage());
        }
      }
    }
  }

  /** The findings, source by source, in the table's order; no source without any. */
  public SortedMap<Source, List<Finding>> bySource() {
    SortedMap<Source, List<Finding>> found = new TreeMap<>();
    for (Finding f : findings) {
      found.computeIfAbsent(f.source(), s -> new ArrayList<>()).add(f);
    }
    return Collections.unmodifiableSortedMap(found);
  }
}
