package dev.cairn.fuzz.run;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.ControlFlow;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.flow.LoopForest;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassSource;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.Planner;
import dev.cairn.instrumenter.weave.LambdaNumbers;
import dev.cairn.instrumenter.weave.NotWeavableException;
import dev.cairn.instrumenter.weave.SaveForm;
import dev.cairn.instrumenter.weave.Weaver;
import dev.cairn.instrumenter.weave.WovenClass;
import dev.cairn.instrumenter.weave.WovenMethodInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A program planned by the real planner, and woven by that plan. */
final class WovenProgram {
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, WovenMethodInfo> methods = new TreeMap<>();

  private WovenProgram() {}

  static WovenProgram of(Map<String, byte[]> plain, Settings settings) throws Failure {
    Plan plan;
    try {
      String spec = settings.everyLoop() ? loops(plain, new Random(settings.seed())) : "auto";
      plan = Planner.plan(new Files(plain), "Main", "Main#run", spec).withPoll(settings.poll());
    } catch (RuntimeException e) {
      throw new Failure(Failure.What.NOT_PLANNED, e);
    }
    WovenProgram result = new WovenProgram();
    for (Map.Entry<String, byte[]> e : plain.entrySet()) {
      try {
        result.add(weave(e.getKey(), e.getValue(), plan, plain, settings.form()));
      } catch (NotWeavableException | RuntimeException t) {
        throw new Failure(Failure.What.NOT_WOVEN, t);
      }
    }
    return result;
  }

  private static WovenClass weave(
      String name, byte[] plain, Plan plan, Map<String, byte[]> all, SaveForm form)
      throws NotWeavableException, Failure {
    byte[] numbered = LambdaNumbers.apply(plain);
    WovenClass woven =
        Weaver.weave(
            numbered == null ? plain : numbered,
            plan.forClass(name),
            plan.poll(),
            new Supers(all),
            List.of(form));
    if (!woven.unsupported().isEmpty()) {
      throw new Failure(Failure.What.NOT_WOVEN, woven.unsupported().toString());
    }
    return woven;
  }

  private void add(WovenClass c) {
    files.put(c.className(), c.bytes());
    String name = c.className().replace('/', '.');
    for (WovenMethodInfo m : c.methods()) {
      methods.put(name + "." + m.key(), m);
      methods.put(name + "." + m.cloneName() + m.cloneDescriptor(), m);
    }
  }

  /** Most loops of the program, by their lines. */
  private static String loops(Map<String, byte[]> plain, Random random) {
    TreeSet<String> items = new TreeSet<>();
    plain.forEach(
        (name, bytes) -> {
          ClassNode tree = ClassTree.read(bytes);
          for (MethodNode m : tree.methods) {
            if (m.instructions.size() > 0) {
              for (Loop l : LoopForest.of(m, ControlFlow.of(m)).loops()) {
                if (l.notMarkable() == null && random.nextInt(100) < 80) {
                  items.add(name + ":" + l.line());
                }
              }
            }
          }
        });
    return items.isEmpty() ? "auto" : String.join(";", items);
  }

  Map<String, byte[]> files() {
    return files;
  }

  /** The method of this key, or whose clone has this name and descriptor; null: not woven. */
  WovenMethodInfo method(Class<?> owner, String key) {
    return methods.get(owner.getName() + "." + key);
  }

  private static byte[] bytes(Map<String, byte[]> own, String name) {
    byte[] bytes = own.get(name);
    if (bytes != null || !name.startsWith("java/")) {
      return bytes;
    }
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The planner's view of the program. */
  private record Files(Map<String, byte[]> own) implements ClassSource {
    @Override
    public Collection<String> applicationClasses() {
      return own.keySet();
    }

    @Override
    public byte[] bytes(String internalName) {
      return WovenProgram.bytes(own, internalName);
    }
  }

  /** The weaver asks for old class files only; ours are not. */
  private record Supers(Map<String, byte[]> own) implements TypeHierarchy {
    @Override
    public String superName(String internalName) {
      throw new AssertionError("asked for the superclass of " + internalName);
    }

    @Override
    public boolean isInterface(String internalName) {
      throw new AssertionError("asked whether " + internalName + " is an interface");
    }
  }
}
