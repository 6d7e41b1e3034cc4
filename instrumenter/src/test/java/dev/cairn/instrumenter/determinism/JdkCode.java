package dev.cairn.instrumenter.determinism;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The class files of a JDK, read from its image. */
public final class JdkCode implements AutoCloseable {
  private final FileSystem jrt;
  private final int feature;
  private final Map<String, String> moduleOf = new HashMap<>();
  private final Map<String, Optional<ClassNode>> read = new HashMap<>();

  private JdkCode(FileSystem jrt, int feature) {
    this.jrt = jrt;
    this.feature = feature;
  }

  /** The running JDK, and those that lie beside it. */
  public static List<Path> homes() throws IOException {
    return JdkCallersTest.homes();
  }

  public static JdkCode open(Path home) throws IOException {
    FileSystem jrt =
        FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
    String version =
        Files.readAllLines(home.resolve("release")).stream()
            .filter(l -> l.startsWith("JAVA_VERSION="))
            .findFirst()
            .orElseThrow();
    int feature = Integer.parseInt(version.replaceAll("\\D*(\\d+).*", "$1"));
    JdkCode code = new JdkCode(jrt, feature);
    try (Stream<Path> packages = Files.list(jrt.getPath("/packages"))) {
      for (Path p : (Iterable<Path>) packages::iterator) {
        try (Stream<Path> modules = Files.list(p)) {
          modules.forEach(
              m ->
                  code.moduleOf.merge(
                      p.getFileName().toString(), m.getFileName().toString(), code::holder));
        }
      }
    }
    return code;
  }

  /** Of two modules with packages of that prefix; only one holds classes in it. */
  private String holder(String a, String b) {
    return a.equals("java.base") ? a : b;
  }

  public int feature() {
    return feature;
  }

  /** The class of that internal name, or null. */
  ClassNode find(String name) {
    return read.computeIfAbsent(name, n -> Optional.ofNullable(read(n))).orElse(null);
  }

  private ClassNode read(String name) {
    int slash = name.lastIndexOf('/');
    String module = slash < 0 ? null : moduleOf.get(name.substring(0, slash).replace('/', '.'));
    if (module == null) {
      return null;
    }
    try {
      Path file = jrt.getPath("/modules", module, name + ".class");
      if (!Files.exists(file)) {
        return null;
      }
      ClassNode tree = new ClassNode();
      new ClassReader(Files.readAllBytes(file))
          .accept(tree, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The methods that {@code owner.name} or {@code owner.name(descriptor)} stands for. */
  public List<StaticCall> methods(String member) {
    int descriptor = member.indexOf('(');
    String path = descriptor < 0 ? member : member.substring(0, descriptor);
    int dot = path.lastIndexOf('.');
    ClassNode owner = find(path.substring(0, dot));
    List<StaticCall> found = new ArrayList<>();
    if (owner != null) {
      for (MethodNode m : owner.methods) {
        if (m.name.equals(path.substring(dot + 1))
            && (descriptor < 0 || m.desc.equals(member.substring(descriptor)))) {
          found.add(new StaticCall(owner.name, m.name, m.desc));
        }
      }
    }
    return found;
  }

  /** What a method calls, as written; a static field's class initialiser is called as well. */
  public List<StaticCall> calls(StaticCall method) {
    List<StaticCall> found = new ArrayList<>();
    ClassNode owner = find(method.owner());
    if (owner == null) {
      return found;
    }
    for (MethodNode m : owner.methods) {
      if (m.name.equals(method.name()) && m.desc.equals(method.descriptor())) {
        for (AbstractInsnNode n : m.instructions) {
          if (n instanceof MethodInsnNode call) {
            found.add(new StaticCall(call.owner, call.name, call.desc));
          } else if (n instanceof FieldInsnNode field && field.getOpcode() == Opcodes.GETSTATIC) {
            found.add(new StaticCall(field.owner, "<clinit>", "()V"));
          }
        }
      }
    }
    return found;
  }

  /** Where a call arrives if its static type answers it; empty for an abstract method. */
  public List<StaticCall> resolve(StaticCall call) {
    for (ClassNode c = find(call.owner());
        c != null;
        c = c.superName == null ? null : find(c.superName)) {
      for (MethodNode m : c.methods) {
        if (m.name.equals(call.name()) && m.desc.equals(call.descriptor())) {
          return List.of(new StaticCall(c.name, m.name, m.desc));
        }
      }
    }
    return List.of();
  }

  @Override
  public void close() throws IOException {
    jrt.close();
  }
}
