package dev.cairn.fuzz.run;

import com.sun.tools.attach.VirtualMachine;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Gives this JVM's Instrumentation, by attaching to itself. It tells of the JDK's classes alone:
 * the classes of thousands of programs, whose identity hashes would be given to other classes of
 * the same names, would make each move take a second. No program here asks for them.
 */
public final class FuzzAgent {
  private static volatile Instrumentation instrumentation;

  private FuzzAgent() {}

  /** Called by the JVM. */
  public static void agentmain(String options, Instrumentation given) {
    instrumentation =
        (Instrumentation)
            Proxy.newProxyInstance(
                FuzzAgent.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getAllLoadedClasses")
                        ? ofTheJdk(given.getAllLoadedClasses())
                        : method.invoke(given, arguments));
  }

  private static Class<?>[] ofTheJdk(Class<?>[] all) {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    return Arrays.stream(all)
        .filter(c -> c.getClassLoader() == null || c.getClassLoader() == platform)
        .toArray(Class<?>[]::new);
  }

  static synchronized Instrumentation instrumentation() {
    if (instrumentation == null) {
      Manifest manifest = new Manifest();
      Attributes a = manifest.getMainAttributes();
      a.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      a.putValue("Agent-Class", FuzzAgent.class.getName());
      try {
        Path jar = Files.createTempFile("fuzz-agent", ".jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        VirtualMachine vm = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
        vm.loadAgent(jar.toString());
        vm.detach();
        Files.delete(jar);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return instrumentation;
  }
}
