package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.PlatformBodies;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/** This JDK's own classes, as the table names them. */
final class PlatformWeaverTest {
  private static final Set<String> CALL_BACKS =
      Set.of(
          "accept(Ljava/lang/Object;)V",
          "accept(Ljava/lang/Object;Ljava/lang/Object;)V",
          "apply(Ljava/lang/Object;)Ljava/lang/Object;",
          "apply(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
          "test(Ljava/lang/Object;)Z",
          "get()Ljava/lang/Object;",
          "compare(Ljava/lang/Object;Ljava/lang/Object;)I",
          "accept(I)V",
          "applyAsInt(I)I",
          "applyAsLong(Ljava/lang/Object;)J",
          "forEach(Ljava/util/function/Consumer;)V",
          "tryAdvance(Ljava/util/function/Consumer;)Z",
          "forEachRemaining(Ljava/util/function/Consumer;)V",
          "wrapAndCopyInto(Ljava/util/stream/Sink;Ljava/util/Spliterator;)Ljava/util/stream/Sink;",
          "end()V");

  private static byte[] bytes(String name) throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /** All that the table names, those classes included that stand for their nests. */
  private static Set<String> table() throws Exception {
    Set<String> names = new TreeSet<>(PlatformBodies.classes().keySet());
    names.addAll(PlatformBodies.streamClasses().keySet());
    for (String host : PlatformBodies.streamNests().keySet()) {
      names.add(host);
      byte[] bytes = bytes(host);
      assertThat(bytes).as(host).isNotNull();
      List<String> nested = ClassTree.read(bytes).nestMembers;
      names.addAll(nested == null ? List.of() : nested);
    }
    return names;
  }

  private static Set<String> members(ClassNode c) {
    Set<String> result = new TreeSet<>();
    for (MethodNode m : c.methods) {
      result.add(m.access + " " + m.name + m.desc);
    }
    for (FieldNode f : c.fields) {
      result.add(f.access + " " + f.name + f.desc);
    }
    return result;
  }

  /** No member is added or lost, both classes verify, every woven method has its clone. */
  @Test
  void everyClassOfTheTable() throws Exception {
    int woven = 0;
    int classes = 0;
    for (String name : table()) {
      byte[] original = bytes(name);
      if (original == null) {
        continue; // another release's
      }
      classes++;
      ClassNode tree = ClassTree.read(original);
      Set<String> all = new TreeSet<>();
      tree.methods.forEach(m -> all.add(m.name + m.desc));
      WovenPlatformClass w =
          PlatformWeaver.weave(
              original,
              new ClassPlan(name, List.of(), all, null, CALL_BACKS, false),
              new Program.Hierarchy(Map.of()));
      ClassNode hot = ClassTree.read(w.bytes());
      ClassNode clones = ClassTree.read(w.clones());
      assertThat(members(hot)).as(name).isEqualTo(members(tree));
      assertThat(clones.methods).hasSameSizeAs(w.methods());
      for (byte[] b : List.of(w.bytes(), w.clones())) {
        StringWriter report = new StringWriter();
        CheckClassAdapter.verify(
            new ClassReader(b), ClassLoader.getSystemClassLoader(), false, new PrintWriter(report));
        assertThat(report.toString()).as("verifying %s", name).isEmpty();
      }
      woven += w.methods().size();
    }
    assertThat(classes).isGreaterThan(300);
    assertThat(woven).isGreaterThan(350);
  }
}
