package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.ClassTree;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The application's classes, and what is needed of the JDK's. Headers of all application classes
 * are read at once; code is read class by class when it is asked for, and the JDK's headers too.
 *
 * <p>A class that can't be read is left out, with a note. Not thread-safe.
 */
final class ClassIndex {
  private final ClassSource source;
  private final Set<String> application = new HashSet<>();

  /** By name, in their order. */
  private final Map<String, ClassInfo> applicationInfos = new LinkedHashMap<>();

  private final Map<String, Optional<ClassInfo>> platform = new HashMap<>();
  private final Map<String, Map<String, MethodBody>> bodies = new HashMap<>();
  private final SortedSet<PlanNote> notes = new TreeSet<>();
  private @Nullable ClassNode lastTree;

  ClassIndex(ClassSource source) {
    this.source = source;
    application.addAll(source.applicationClasses());
    for (String name : new TreeSet<>(application)) {
      ClassInfo info = readHeader(name);
      if (info != null) {
        applicationInfos.put(name, info);
      }
    }
  }

  /** What could not be read. */
  SortedSet<PlanNote> notes() {
    return notes;
  }

  boolean isApplication(String name) {
    return application.contains(name);
  }

  /** Whether methods of the class may be woven. */
  boolean mayBeWoven(String name) {
    return isApplication(name) || PlatformBodies.contains(name);
  }

  /** The readable classes of the application, in the order of their names. */
  Collection<ClassInfo> applicationClasses() {
    return applicationInfos.values();
  }

  @Nullable ClassInfo application(String name) {
    return applicationInfos.get(name);
  }

  /** A class of the application or of the JDK, or null where it is unknown. */
  @Nullable ClassInfo find(String name) {
    if (isApplication(name)) {
      return applicationInfos.get(name);
    }
    return platform.computeIfAbsent(name, n -> Optional.ofNullable(readHeader(n))).orElse(null);
  }

  ClassInfo.@Nullable Member member(MethodRef method) {
    ClassInfo info = find(method.owner());
    return info == null ? null : info.methods().get(method.key());
  }

  /** The code of a method of the application, or of the JDK. */
  MethodBody body(MethodRef method) {
    Map<String, MethodBody> ofClass = bodies.get(method.owner());
    if (ofClass == null) {
      ofClass = readBodies(method.owner());
      bodies.put(method.owner(), ofClass);
    }
    return ofClass.getOrDefault(method.key(), MethodBody.EMPTY);
  }

  /** The method as the weaver reads it, or null where its class can't be read. */
  @Nullable MethodNode tree(MethodRef method) {
    ClassNode tree = treeOf(method.owner());
    if (tree == null) {
      return null;
    }
    for (MethodNode m : tree.methods) {
      if (method.key().equals(m.name + m.desc)) {
        return m;
      }
    }
    return null;
  }

  /** Kept until the next class is asked for: callers ask class by class, mostly. */
  private @Nullable ClassNode treeOf(String owner) {
    if (lastTree == null || !lastTree.name.equals(owner)) {
      byte[] bytes = source.bytes(owner);
      if (bytes == null || application(owner) == null) {
        return null;
      }
      try {
        lastTree = ClassTree.read(bytes);
      } catch (RuntimeException e) { // as below
        notes.add(PlanNote.ofClass(owner, "its code can't be read: " + e));
        return null;
      }
    }
    return lastTree;
  }

  private @Nullable ClassInfo readHeader(String name) {
    byte[] bytes = source.bytes(name);
    if (bytes == null) {
      if (isApplication(name)) {
        notes.add(PlanNote.ofClass(name, "its class file can't be found"));
      }
      return null;
    }
    try {
      ClassInfo info = HeaderReader.read(bytes);
      if (info.name().equals(name)) {
        return info;
      }
      notes.add(PlanNote.ofClass(name, "its class file holds the class " + info.name()));
    } catch (RuntimeException e) { // ASM checks no bytes: bad ones break it anywhere
      notes.add(PlanNote.ofClass(name, "its class file can't be read: " + e));
    }
    return null;
  }

  private Map<String, MethodBody> readBodies(String owner) {
    Map<String, MethodBody> read = new LinkedHashMap<>();
    byte[] bytes = source.bytes(owner);
    if (bytes == null || find(owner) == null) {
      return read;
    }
    try {
      new ClassReader(bytes)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                  return new BodyReader(
                      ClassIndex.this::isApplication,
                      name.equals("<init>"),
                      body -> read.put(name + descriptor, body));
                }
              },
              ClassReader.SKIP_FRAMES);
    } catch (RuntimeException e) { // as above
      notes.add(PlanNote.ofClass(owner, "its code can't be read: " + e));
    }
    return read;
  }
}
