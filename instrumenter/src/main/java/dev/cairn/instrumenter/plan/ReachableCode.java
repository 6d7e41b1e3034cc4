package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.TypeHierarchy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * What of the application may run from its main method and its root, and what its types are: the
 * planner's call graph for those who ask other questions. It reads class files as they ask. Not
 * thread-safe.
 */
public final class ReachableCode implements TypeHierarchy {
  private static final String OBJECT = "java/lang/Object";
  private static final String ENUM = "java/lang/Enum";

  private final ClassIndex index;
  private final Hierarchy hierarchy;
  private final CallGraph graph;
  private final MethodRef root;

  private ReachableCode(ClassIndex index, Hierarchy hierarchy, CallGraph graph, MethodRef root) {
    this.index = index;
    this.hierarchy = hierarchy;
    this.graph = graph;
    this.root = root;
  }

  /**
   * Follows the calls.
   *
   * @param mainClass the class whose {@code main} is run, with {@code .} or {@code /}
   * @param rootSpec {@code class#method}, or null for {@code main}
   * @param others methods that are known to run, by class, such as those that a plan weaves
   * @throws RootException where the root can't be found
   */
  public static ReachableCode from(
      ClassSource source,
      String mainClass,
      @Nullable String rootSpec,
      Map<String, ? extends Set<String>> others) {
    ClassIndex index = new ClassIndex(source);
    Hierarchy hierarchy = new Hierarchy(index);
    RootFinder finder = new RootFinder(index, hierarchy, new Application(index, hierarchy));
    CallGraph graph = new CallGraph(index, hierarchy);
    MethodRef root = enter(graph, finder, hierarchy, mainClass, rootSpec);
    List<MethodRef> more = new ArrayList<>();
    for (Map.Entry<String, ? extends Set<String>> other : others.entrySet()) {
      for (String key : other.getValue()) {
        MethodRef m = hierarchy.resolve(other.getKey(), key);
        if (m != null && index.isApplication(m.owner())) {
          more.add(m);
        }
      }
    }
    graph.enter(more);
    return new ReachableCode(index, hierarchy, graph, root);
  }

  /** Enters the graph where the planner does, and gives the root. */
  private static MethodRef enter(
      CallGraph graph,
      RootFinder finder,
      Hierarchy hierarchy,
      String mainClass,
      @Nullable String rootSpec) {
    if (rootSpec == null) {
      MethodRef main = finder.main(mainClass);
      graph.enter(List.of(main));
      SortedSet<PlanNote> planned = new TreeSet<>(); // the plan tells them
      MethodRef chosen = finder.choose(finder.annotated(planned), graph, planned);
      return chosen == null ? main : chosen;
    }
    MethodRef root = finder.named(rootSpec);
    MethodRef main = hierarchy.resolve(mainClass.replace('.', '/'), "main([Ljava/lang/String;)V");
    graph.enter(main == null ? List.of(root) : List.of(main, root));
    return root;
  }

  /** The method in which the job lives. */
  public MethodRef root() {
    return root;
  }

  /** The application's methods that may run, by class: name and descriptor of each. */
  public SortedMap<String, SortedSet<String>> methods() {
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    for (MethodRef m : graph.reachable()) {
      if (index.isApplication(m.owner())) {
        found.computeIfAbsent(m.owner(), c -> new TreeSet<>()).add(m.key());
      }
    }
    return found;
  }

  /** What could not be read. */
  public SortedSet<PlanNote> notes() {
    return index.notes();
  }

  /**
   * The types of the JDK, and unknown ones, that a call names by its static type: that one and its
   * supertypes.
   *
   * @param key name and descriptor
   * @return empty where code of the application answers the call
   */
  public List<String> platformTypes(String owner, String key) {
    List<String> found = new ArrayList<>();
    for (String type : hierarchy.supertypes(owner)) {
      ClassInfo.Member m = declared(type, key);
      if (!index.isApplication(type)) {
        found.add(type);
      } else if (m != null && !m.is(Opcodes.ACC_ABSTRACT)) {
        return List.of();
      }
    }
    return found;
  }

  /** Whether a call arrives at a native method of the application. */
  public boolean isNative(String owner, String key) {
    for (String type : hierarchy.supertypes(owner)) {
      ClassInfo.Member m = index.isApplication(type) ? declared(type, key) : null;
      if (m != null) {
        return m.is(Opcodes.ACC_NATIVE);
      }
    }
    return false;
  }

  private ClassInfo.@Nullable Member declared(String type, String key) {
    ClassInfo info = index.find(type);
    return info == null ? null : info.methods().get(key);
  }

  /**
   * Whether objects of a type have the hash code that the JVM gives them, as far as the type tells.
   *
   * @param type an internal name, or an array's descriptor
   */
  public boolean hashesByIdentity(String type) {
    return inheritsFromObject(type, "hashCode()I");
  }

  /** Whether the text of an object of a type shows that hash code. */
  public boolean printsIdentity(String type) {
    return inheritsFromObject(type, "toString()Ljava/lang/String;");
  }

  private boolean inheritsFromObject(String type, String key) {
    if (type.startsWith("[")) {
      return true;
    }
    ClassInfo info = index.find(type);
    if (info == null || type.equals(OBJECT) || info.isInterface()) {
      return false; // the type tells nothing
    }
    if ((info.access() & Opcodes.ACC_ABSTRACT) != 0 && !ENUM.equals(info.superName())) {
      return hierarchy.subtypes(type).stream()
          .anyMatch(t -> !t.equals(type) && inheritsFromObject(t, key));
    }
    for (String t : hierarchy.supertypes(type)) {
      ClassInfo c = index.find(t);
      if (c != null && !c.isInterface() && c.methods().containsKey(key)) {
        return t.equals(OBJECT) || (t.equals(ENUM) && key.equals("hashCode()I"));
      }
    }
    return false;
  }

  /** Whether a type is the other, or extends or implements it. */
  public boolean isSubtype(String type, String supertype) {
    return hierarchy.isSubtype(type, supertype);
  }

  @Override
  public @Nullable String superName(String internalName) {
    ClassInfo info = index.find(internalName);
    return info == null ? null : info.superName();
  }

  @Override
  public boolean isInterface(String internalName) {
    ClassInfo info = index.find(internalName);
    return info != null && info.isInterface();
  }
}
