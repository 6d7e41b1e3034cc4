package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Finds the root: the method that an option names, else the {@code @CheckpointJob} method to which
 * a call leads from {@code main}, else {@code main}.
 */
final class RootFinder {
  private static final String MAIN = "main";
  private static final String MAIN_DESCRIPTOR = "([Ljava/lang/String;)V";
  private static final String HOW = "give root=class#method";

  private final ClassIndex index;
  private final Hierarchy hierarchy;
  private final Application application;

  RootFinder(ClassIndex index, Hierarchy hierarchy, Application application) {
    this.index = index;
    this.hierarchy = hierarchy;
    this.application = application;
  }

  /** The method of {@code class#method} or {@code class#method(I)V}. */
  MethodRef named(String spec) {
    int hash = spec.indexOf('#');
    if (hash <= 0 || hash == spec.length() - 1) {
      throw new RootException("root '" + spec + "' is not of the form class#method");
    }
    String className = spec.substring(0, hash).replace('.', '/');
    String method = spec.substring(hash + 1);
    int open = method.indexOf('(');
    String name = open < 0 ? method : method.substring(0, open);
    @Nullable String descriptor = open < 0 ? null : method.substring(open);
    ClassInfo owner = application.find(className);
    if (owner == null) {
      throw new RootException("root: " + application.noClass(className));
    }
    if (name.startsWith("<")) {
      throw new RootException(
          "root: "
              + spec
              + " is an initialiser, whose frame can't be saved; name the method in it");
    }
    List<MethodRef> found = Application.methods(owner, name, descriptor);
    if (found.isEmpty()) {
      throw new RootException("root: " + application.noMethod(owner, name, descriptor));
    }
    if (found.size() > 1) {
      throw new RootException("root '" + spec + "' is ambiguous; say one of " + list(found));
    }
    return found.get(0);
  }

  /** The {@code static void main(String[])} of a class, perhaps inherited. */
  MethodRef main(String mainClass) {
    String name = mainClass.replace('.', '/');
    ClassInfo owner = index.application(name);
    if (owner == null) {
      throw new RootException("main class: " + application.noClass(name) + "; or " + HOW);
    }
    MethodRef main = hierarchy.resolve(name, MAIN + MAIN_DESCRIPTOR);
    ClassInfo.Member member = main == null ? null : index.member(main);
    if (main != null && member != null && member.is(Opcodes.ACC_STATIC)) {
      return main;
    }
    List<MethodRef> others = Application.methods(owner, MAIN, null);
    if (others.isEmpty()) {
      throw new RootException(Names.dotted(name) + " has no static void main(String[]); " + HOW);
    }
    throw new RootException(
        list(others)
            + " is not static void main(String[]), the only main that can be a root; "
            + HOW);
  }

  /**
   * The {@code @CheckpointJob} methods.
   *
   * @return sorted, without those that can't be a root
   */
  List<MethodRef> annotated(SortedSet<PlanNote> notes) {
    List<MethodRef> found = new ArrayList<>();
    for (ClassInfo c : index.applicationClasses()) {
      for (ClassInfo.Member m : c.methods().values()) {
        MethodRef method = new MethodRef(c.name(), m.name(), m.descriptor());
        if (m.markedJob() && m.hasCode() && !method.name().startsWith("<")) {
          found.add(method);
        } else if (m.markedJob()) {
          notes.add(PlanNote.ofMethod(method, -1, "@CheckpointJob needs a method with code"));
        }
      }
    }
    found.sort(null);
    return found;
  }

  /** Chooses among {@link #annotated} those that {@code fromMain} reaches; null for none. */
  @Nullable MethodRef choose(
      List<MethodRef> annotated, CallGraph fromMain, SortedSet<PlanNote> notes) {
    List<MethodRef> reached = annotated.stream().filter(fromMain::isReachable).toList();
    if (reached.size() > 1) {
      throw new RootException(
          "several methods carry @CheckpointJob: " + list(reached) + "; " + HOW);
    }
    if (!reached.isEmpty()) {
      return reached.get(0);
    }
    for (MethodRef m : annotated) {
      notes.add(
          PlanNote.ofMethod(
              m,
              -1,
              "@CheckpointJob is not the root, since no call seen leads here from main; root="
                  + m
                  + " makes it the root"));
    }
    return null;
  }

  private static String list(List<MethodRef> methods) {
    return String.join(" and ", methods.stream().map(MethodRef::toString).toList());
  }
}
