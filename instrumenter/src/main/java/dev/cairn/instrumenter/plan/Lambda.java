package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * A lambda or method reference: the proxy that {@code LambdaMetafactory} makes of it stands between
 * caller and implementation as a frame of its own.
 *
 * @param interfaces what the proxy implements, internal names
 * @param keys name and descriptor of each of the proxy's methods
 * @param implementation what each of them calls
 */
record Lambda(List<String> interfaces, List<String> keys, CallSite implementation)
    implements Callable {
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final int FLAG_MARKERS = 2; // LambdaMetafactory.FLAG_MARKERS
  private static final int FLAG_BRIDGES = 4; // LambdaMetafactory.FLAG_BRIDGES

  /**
   * Reads a call site.
   *
   * <pre>
   *   metafactory:    samType, implementation, instantiatedType
   *   altMetafactory: samType, implementation, instantiatedType, flags
   *                   [, n, n markers: Class] [, n, n bridges: MethodType]
   * </pre>
   *
   * @return null where the site makes no lambda
   */
  static @Nullable Lambda read(
      String name, String descriptor, Handle bootstrap, Object[] arguments) {
    if (!bootstrap.getOwner().equals(FACTORY)
        || arguments.length < 3
        || !(arguments[0] instanceof Type sam)
        || !(arguments[1] instanceof Handle implementation)
        || !CallSite.isCall(implementation)) {
      return null;
    }
    List<String> interfaces = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    interfaces.add(Type.getReturnType(descriptor).getInternalName());
    keys.add(name + sam.getDescriptor());
    if (bootstrap.getName().equals("altMetafactory")
        && arguments.length > 3
        && arguments[3] instanceof Integer flags) {
      int at = 4;
      if ((flags & FLAG_MARKERS) != 0) {
        at = read(arguments, at, interfaces, "");
      }
      if ((flags & FLAG_BRIDGES) != 0) {
        read(arguments, at, keys, name);
      }
    }
    return new Lambda(List.copyOf(interfaces), List.copyOf(keys), CallSite.of(implementation, -1));
  }

  private static int read(Object[] arguments, int at, List<String> into, String prefix) {
    if (at >= arguments.length || !(arguments[at] instanceof Integer count)) {
      return arguments.length;
    }
    for (int i = at + 1; i <= at + count && i < arguments.length; i++) {
      if (arguments[i] instanceof Type type) {
        into.add(
            prefix
                + (type.getSort() == Type.METHOD ? type.getDescriptor() : type.getInternalName()));
      }
    }
    return at + 1 + count;
  }
}
