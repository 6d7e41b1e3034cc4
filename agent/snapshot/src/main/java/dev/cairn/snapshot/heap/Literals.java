package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

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
   * @param interns whether the class refers to {@link String#intern}: then it may have interned
   *     strings that are nobody's literal
   */
  record Of(List<String> literals, boolean interns) {}

  private final MethodHandle poolOf;
  private final MethodHandle size;
  private final MethodHandle tagAt;
  private final MethodHandle stringAt;
  private final MethodHandle memberAt;
  private final Object stringTag;
  private final Object methodTag;

  Literals() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
      Class<?> tag = Class.forName("jdk.internal.reflect.ConstantPool$Tag");
      Method m = Class.class.getDeclaredMethod("getConstantPool");
      m.setAccessible(true);
      poolOf = lookup.unreflect(m).asType(MethodType.methodType(Object.class, Class.class));
      size = find(lookup, pool, "getSize", int.class);
      tagAt = find(lookup, pool, "getTagAt", tag, int.class);
      stringAt = find(lookup, pool, "getStringAt", String.class, int.class);
      memberAt = find(lookup, pool, "getMemberRefInfoAt", String[].class, int.class);
      stringTag = constant(tag, "STRING");
      methodTag = constant(tag, "METHODREF");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.reflect.ConstantPool: " + e, e);
    }
  }

  private static Object constant(Class<?> tag, String name) throws ReflectiveOperationException {
    Object v = tag.getField(name).get(null);
    if (v == null) {
      throw new NoSuchFieldException(name);
    }
    return v;
  }

  private static MethodHandle find(
      MethodHandles.Lookup lookup, Class<?> pool, String name, Class<?> type, Class<?>... args)
      throws ReflectiveOperationException {
    MethodHandle h = lookup.findVirtual(pool, name, MethodType.methodType(type, args));
    MethodType erased = h.type().changeParameterType(0, Object.class);
    return h.asType(type.isPrimitive() ? erased : erased.changeReturnType(Object.class));
  }

  @Override
  protected Of computeValue(Class<?> c) {
    List<String> literals = new ArrayList<>();
    boolean interns = false;
    try {
      Object pool = (Object) poolOf.invokeExact(c);
      if (pool != null) {
        int n = (int) size.invokeExact(pool);
        for (int i = 1; i < n; i++) {
          Object tag = (Object) tagAt.invokeExact(pool, i);
          if (tag == stringTag) {
            literals.add((String) (Object) stringAt.invokeExact(pool, i));
          } else if (tag == methodTag && !interns) {
            String[] member = (String[]) (Object) memberAt.invokeExact(pool, i);
            interns = member[0].equals("java/lang/String") && member[1].equals("intern");
          }
        }
      }
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
    return new Of(List.copyOf(literals), interns);
  }
}
