package dev.cairn.agent.jdk;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A method of the JDK's own door into {@code java.lang}; {@link JdkInside#open} comes first. */
final class LangAccess {
  private final Object door;
  private final Method method;

  private LangAccess(Object door, Method method) {
    this.door = door;
    this.method = method;
  }

  /**
   * @throws ReflectiveOperationException this JDK has no such door, or it no such method
   */
  static LangAccess of(String method, Class<?>... parameters) throws ReflectiveOperationException {
    Object door =
        Class.forName("jdk.internal.access.SharedSecrets")
            .getMethod("getJavaLangAccess")
            .invoke(null);
    return new LangAccess(
        door, Class.forName("jdk.internal.access.JavaLangAccess").getMethod(method, parameters));
  }

  Object call(@Nullable Object... arguments) throws ReflectiveOperationException {
    return method.invoke(door, arguments);
  }
}
