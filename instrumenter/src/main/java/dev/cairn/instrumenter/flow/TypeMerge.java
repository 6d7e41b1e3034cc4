package dev.cairn.instrumenter.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges verification types as the type-inferring verifier does (JVMS 4.10.2.2): two classes to
 * their first common superclass, interfaces to Object.
 */
final class TypeMerge {
  private final TypeHierarchy hierarchy;

  TypeMerge(TypeHierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /**
   * The narrowest type that both can be taken for.
   *
   * @throws MissingClass if the superclasses of a class can't be told
   */
  VType merge(VType a, VType b) {
    if (a.equals(b)) {
      return a;
    }
    if (!a.isReference() || !b.isReference()) {
      return VType.TOP;
    }
    if (a.kind() == VType.Kind.NULL) {
      return b;
    }
    if (b.kind() == VType.Kind.NULL) {
      return a;
    }
    if (a.isArray() && b.isArray()) {
      return mergeArrays(a.name(), b.name());
    }
    if (a.isArray() || b.isArray()) {
      return VType.JAVA_LANG_OBJECT;
    }
    return VType.object(commonSuperclass(a.name(), b.name()));
  }

  /**
   *
   *
   * <pre>
   *   [[I, [[J        -> [Object     primitive elements differ: one dimension less
   *   [[Foo, [[Bar    -> [[common(Foo, Bar)
   *   [Foo, [[Bar     -> [Object
   * </pre>
   */
  private VType mergeArrays(String a, String b) {
    int dimensionsA = dimensions(a);
    int dimensionsB = dimensions(b);
    int common = Math.min(dimensionsA, dimensionsB);
    String elementA = a.substring(common);
    String elementB = b.substring(common);
    String element;
    if (elementA.charAt(0) == 'L' && elementB.charAt(0) == 'L') {
      element = commonSuperclass(strip(elementA), strip(elementB));
    } else {
      boolean primitive = isPrimitive(elementA) || isPrimitive(elementB);
      common -= primitive ? 1 : 0;
      element = "java/lang/Object";
    }
    return common == 0
        ? VType.object(element)
        : VType.object("[".repeat(common) + "L" + element + ";");
  }

  private String commonSuperclass(String a, String b) {
    if (a.equals(b)) {
      return a;
    }
    if (hierarchy.isInterface(a) || hierarchy.isInterface(b)) {
      return "java/lang/Object";
    }
    List<String> ofA = superclasses(a);
    String c = b;
    while (!ofA.contains(c)) {
      c = superclass(c);
      if (c == null) {
        return "java/lang/Object";
      }
    }
    return c;
  }

  private List<String> superclasses(String name) {
    List<String> result = new ArrayList<>();
    for (String c = name; c != null; c = superclass(c)) {
      result.add(c);
    }
    return result;
  }

  private @Nullable String superclass(String name) {
    String s = hierarchy.superName(name);
    if (s == null && !name.equals("java/lang/Object")) {
      throw new MissingClass(name);
    }
    return s;
  }

  private static int dimensions(String descriptor) {
    int n = 0;
    while (descriptor.charAt(n) == '[') {
      n++;
    }
    return n;
  }

  private static boolean isPrimitive(String element) {
    return element.length() == 1;
  }

  private static String strip(String descriptor) {
    return descriptor.substring(1, descriptor.length() - 1);
  }

  /** A class whose superclasses are needed is not to be found. */
  static final class MissingClass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingClass(String name) {
      super("class " + name.replace('/', '.') + " is needed to tell a type, and is not found");
    }
  }
}
