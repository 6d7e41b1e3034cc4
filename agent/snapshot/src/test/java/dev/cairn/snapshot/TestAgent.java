package dev.cairn.snapshot;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An Instrumentation for tests: of this JVM by attaching to itself, of child JVMs by an option. */
public final class TestAgent {
  private static volatile Instrumentation instrumentation;

  private TestAgent() {}

  public static void premain(String options, Instrumentation i) {
    instrumentation = i;
  }

  public static void agentmain(String options, Instrumentation i) {
    instrumentation = i;
  }

  /** This JVM's. */
  public static synchronized Instrumentation instrumentation() {
    if (instrumentation == null) {
      Path jar = jar();
      try {
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

  /** A jar to be given to {@code -javaagent}; this class itself must lie on the class path. */
  public static Path jar() {
    Manifest manifest = new Manifest();
    Attributes a = manifest.getMainAttributes();
    a.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    a.putValue("Premain-Class", TestAgent.class.getName());
    a.putValue("Agent-Class", TestAgent.class.getName());
    a.putValue("Can-Retransform-Classes", "true");
    try {
      Path jar = Files.createTempFile("test-agent", ".jar");
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
