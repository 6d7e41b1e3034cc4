package dev.cairn.snapshot.heap;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The string literals of classes: a program may compare them with {@code ==}, so that they must be
 * the JVM's one interned object again after a resume.
 *
 * <p>They are asked of the class's constant pool, which resolves each as the program's own {@code
 * ldc} would. No string of the job is interned for that.
 */
final class Literals extends ClassValue<Literals.Of> {
  /**
   * What one class's constant pool tells.
   *
   * @param literals the interned objects
   * @param interns whether the class refers to {@link String#intern} or to a method of the JDK that
   *     gives names, which the JVM interns: then it may have interned strings that are nobody's
   *     literal
   */
  record Of(List<String> literals, boolean interns) {}

  /**
   * Of names by {@code Class.getName}, {@code Member.getName}, {@code Enum.name} and their like.
   */
  private static final Set<String> NAMES =
      Set.of(
          "getName",
          "getSimpleName",
          "getTypeName",
          "getPackageName",
          "getClassName",
          "getMethodName",
          "getFileName",
          "getModuleName",
          "name");

  private static boolean interns(ConstantPool.MethodRef m) {
    return (m.owner().equals("java/lang/String") && m.name().equals("intern"))
        || (m.owner().startsWith("java/")
            && NAMES.contains(m.name())
            && m.descriptor().equals("()Ljava/lang/String;"));
  }

  @Override
  protected Of computeValue(Class<?> c) {
    List<String> literals = new ArrayList<>();
    boolean interns = false;
    ConstantPool pool = new ConstantPool(c);
    for (int i = 1; i < pool.size(); i++) {
      switch (pool.tag(i)) {
        case STRING -> literals.add(pool.string(i));
        case METHOD, INTERFACE_METHOD -> {
          if (!interns) {
            ConstantPool.MethodRef m = pool.method(i);
            interns = interns(m);
          }
        }
        default -> {}
      }
    }
    return new Of(List.copyOf(literals), interns);
  }
}
