package dev.cairn.agent.weave;

import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Superclasses from class files; loads no class. Thread-safe. */
public final class ClassFileHierarchy implements TypeHierarchy {
  private record Entry(@Nullable String superName, boolean isInterface) {}

  private final ClassSource source;
  private final Map<String, Optional<Entry>> known = new ConcurrentHashMap<>();

  public ClassFileHierarchy(ClassSource source) {
    this.source = source;
  }

  @Override
  public @Nullable String superName(String internalName) {
    return entry(internalName).map(Entry::superName).orElse(null);
  }

  @Override
  public boolean isInterface(String internalName) {
    return entry(internalName).map(Entry::isInterface).orElse(false);
  }

  private Optional<Entry> entry(String internalName) {
    return known.computeIfAbsent(internalName, this::read);
  }

  private Optional<Entry> read(String internalName) {
    byte[] bytes;
    synchronized (source) { // archives are read one at a time
      bytes = source.bytes(internalName);
    }
    if (bytes == null) {
      return Optional.empty();
    }
    ClassReader reader = new ClassReader(bytes);
    return Optional.of(
        new Entry(reader.getSuperName(), (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0));
  }
}
