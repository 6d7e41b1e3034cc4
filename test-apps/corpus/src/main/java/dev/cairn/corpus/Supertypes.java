package dev.cairn.corpus;

import dev.cairn.instrumenter.flow.TypeHierarchy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What the weaver asks about other classes, from their files. Not thread-safe. */
final class Supertypes implements TypeHierarchy {
  private record Header(@Nullable String superName, boolean isInterface) {}

  private final ClassFiles files;
  private final Map<String, Optional<Header>> known = new HashMap<>();

  Supertypes(ClassFiles files) {
    this.files = files;
  }

  @Override
  public @Nullable String superName(String internalName) {
    return header(internalName).map(Header::superName).orElse(null);
  }

  @Override
  public boolean isInterface(String internalName) {
    return header(internalName).map(Header::isInterface).orElse(false);
  }

  private Optional<Header> header(String name) {
    return known.computeIfAbsent(name, this::read);
  }

  private Optional<Header> read(String name) {
    byte[] bytes = files.any(name);
    if (bytes == null) {
      return Optional.empty();
    }
    ClassReader reader = new ClassReader(bytes);
    return Optional.of(
        new Header(reader.getSuperName(), (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0));
  }
}
