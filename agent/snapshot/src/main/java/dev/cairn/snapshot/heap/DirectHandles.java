package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Method handles straight to a member, as a lookup gives them: they hold places in this JVM's
 * tables, but follow from the member. Handles made of others have no such text.
 *
 * <pre>
 *   kind varargs(+ or -) loader class name descriptor
 *
 *   kind        of an object   of the class
 *   getter      G              g
 *   setter      P              p
 *   method      V              S
 *   constructor                C
 * </pre>
 *
 * The class is the one through which the member was looked up, the descriptor the member's.
 */
final class DirectHandles {
  private static final String PACKAGE = "java.lang.invoke.";

  private DirectHandles() {}

  /** Whether objects of this class are such handles; so it is of the class that the file names. */
  static boolean is(Class<?> c) {
    String name = c.getName();
    return c == MethodHandle.class
        || (MethodHandle.class.isAssignableFrom(c)
            && (name.startsWith(PACKAGE + "DirectMethodHandle")
                || name.equals(PACKAGE + "MethodHandleImpl$AsVarargsCollector")));
  }

  /** The handle's text, or null where it isn't just what a lookup of a member gives. */
  static @Nullable String text(MethodHandle h, Shapes shapes) {
    MethodHandleInfo m;
    try {
      m = LambdaSpinner.TRUSTED.revealDirect(h);
    } catch (IllegalArgumentException e) {
      return null; // it collects for a handle that is made of others
    }
    char kind = kind(m.getReferenceKind());
    boolean ofObject = "GPV".indexOf(kind) >= 0;
    Class<?> through = ofObject ? h.type().parameterType(0) : m.getDeclaringClass();
    MethodType type = ofObject ? h.type().dropParameterTypes(0, 1) : h.type();
    type = kind == 'C' ? type.changeReturnType(void.class) : type;
    if (kind == '?' || !type.equals(m.getMethodType())) {
      return null;
    }
    String descriptor =
        switch (kind) {
          case 'G', 'g' -> type.returnType().descriptorString();
          case 'P', 'p' -> type.parameterType(0).descriptorString();
          default -> type.descriptorString();
        };
    String varargs = h.isVarargsCollector() ? " + " : " - ";
    String owner = shapes.loaderOf(through) + " " + through.getName();
    return kind + varargs + owner + " " + m.getName() + " " + descriptor;
  }

  /** A superclass's method called by {@code super} has none: it belongs to the class that calls. */
  private static char kind(int referenceKind) {
    return switch (referenceKind) {
      case MethodHandleInfo.REF_getField -> 'G';
      case MethodHandleInfo.REF_getStatic -> 'g';
      case MethodHandleInfo.REF_putField -> 'P';
      case MethodHandleInfo.REF_putStatic -> 'p';
      case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface -> 'V';
      case MethodHandleInfo.REF_invokeStatic -> 'S';
      case MethodHandleInfo.REF_newInvokeSpecial -> 'C';
      default -> '?';
    };
  }

  /**
   * The handle of a text's words.
   *
   * @param through the class of the text
   * @param loader finds the types of the descriptor
   * @throws IllegalArgumentException they are no handle's
   * @throws ReflectiveOperationException there is no such member
   */
  static MethodHandle make(
      String kind,
      String varargs,
      Class<?> through,
      String name,
      String descriptor,
      ClassLoader loader)
      throws ReflectiveOperationException {
    Lookup lookup = LambdaSpinner.TRUSTED;
    boolean field = "GgPp".contains(kind);
    MethodType type =
        MethodType.fromMethodDescriptorString(field ? "()" + descriptor : descriptor, loader);
    MethodHandle h =
        switch (kind) {
          case "G" -> lookup.findGetter(through, name, type.returnType());
          case "g" -> lookup.findStaticGetter(through, name, type.returnType());
          case "P" -> lookup.findSetter(through, name, type.returnType());
          case "p" -> lookup.findStaticSetter(through, name, type.returnType());
          case "V" -> lookup.findVirtual(through, name, type);
          case "S" -> lookup.findStatic(through, name, type);
          case "C" -> lookup.findConstructor(through, type);
          default -> throw new IllegalArgumentException("no kind of handle: " + kind);
        };
    return varargs.equals("+") ? h : h.asFixedArity();
  }

  /** A method type's descriptor, or null where its classes aren't found by it. */
  static @Nullable String text(MethodType t, ClassLoader loader) {
    String descriptor = t.descriptorString();
    try {
      return MethodType.fromMethodDescriptorString(descriptor, loader).equals(t)
          ? descriptor
          : null;
    } catch (IllegalArgumentException | TypeNotPresentException e) {
      return null; // a hidden class, or one of another loader
    }
  }
}
