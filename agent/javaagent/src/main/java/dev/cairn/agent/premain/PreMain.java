package dev.cairn.agent.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. With {@link IsolatedLoader} all of it that lies in the system class loader: it
 * starts the rest in a class loader of its own, and is never referred to again. It holds no state.
 */
public final class PreMain {
  private PreMain() {}

  public static void premain(@Nullable String options, Instrumentation instrumentation)
      throws Throwable {
    File jar = new File(PreMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ClassLoader isolated = IsolatedLoader.open(jar);
    try {
      Class.forName("dev.cairn.agent.Agent", true, isolated)
          .getMethod("start", String.class, Instrumentation.class, File.class)
          .invoke(null, options, instrumentation, jar);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
