package dev.cairn.agent.jdk;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;

/**
 * Defines the runtime, which woven code calls, in the boot loader, where every class loader finds
 * it. The class files come from the {@code boot/} folder of the agent's jar.
 *
 * <p>They are defined one by one through the JDK's own door ({@code JavaLangAccess.defineClass}).
 * {@code Instrumentation.appendToBootstrapClassLoaderSearch} would do as well, but HotSpot then
 * gives up class data sharing for the application and warns of it on <em>standard output</em>, in
 * the midst of the job's.
 *
 * <p>The methods of {@code Woven}, {@code LambdaSites} and {@code IdentityHash} bear the JDK's
 * {@code @Hidden}, which HotSpot heeds in classes of the boot loader: so a re-entered job's stack
 * trace shows the program's methods alone.
 *
 * <p>This class must not refer to the runtime itself.
 */
public final class BootRuntime {
  private static final String FOLDER = "boot/";

  private BootRuntime() {}

  /**
   * Defines all classes of the runtime. {@link JdkInside#open} comes first.
   *
   * @param jar the agent's jar
   * @throws IllegalStateException where this JDK has no such door
   */
  public static void define(File jar) {
    try {
      LangAccess define =
          LangAccess.of(
              "defineClass",
              ClassLoader.class,
              String.class,
              byte[].class,
              ProtectionDomain.class,
              String.class);
      Map<String, byte[]> classes = classFiles(jar);
      for (String name : List.copyOf(classes.keySet())) {
        define(define, name, classes);
      }
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("the runtime can't be defined in the boot loader: " + e, e);
    }
  }

  /** Defines a class, if it is left, after the supertypes that are. */
  private static void define(LangAccess define, String name, Map<String, byte[]> left)
      throws ReflectiveOperationException {
    byte[] bytes = left.remove(name);
    if (bytes == null) {
      return;
    }
    ClassReader reader = new ClassReader(bytes);
    for (String type : reader.getInterfaces()) {
      define(define, type.replace('/', '.'), left);
    }
    define(define, reader.getSuperName().replace('/', '.'), left);
    define.call(null, name, bytes, null, null);
  }

  /** Binary names to class files. */
  private static Map<String, byte[]> classFiles(File jar) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (JarFile file = new JarFile(jar)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith(FOLDER) && name.endsWith(".class")) {
          try (InputStream in = file.getInputStream(entry)) {
            byte[] bytes = new byte[Math.toIntExact(entry.getSize())];
            int length = in.readNBytes(bytes, 0, bytes.length);
            if (length != bytes.length) {
              throw new IOException(name + " ends after " + length + " bytes");
            }
            classes.put(
                name.substring(FOLDER.length(), name.length() - ".class".length())
                    .replace('/', '.'),
                bytes);
          }
        }
      }
    }
    return classes;
  }
}
