package dev.cairn.instrumenter.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The identity of one class file.
 *
 * @param className internal name
 * @param sha256 of all its bytes, in hex: decides
 * @param methods a hash of each method's code by name and descriptor: only tells people where two
 *     class files differ. It is independent of the constant pool's layout, of frames and of debug
 *     information. Empty where nobody needs it, which saves reading the code.
 * @param sourceFile the SourceFile attribute, or null
 */
public record CodeDigest(
    String className, String sha256, Map<String, Long> methods, @Nullable String sourceFile) {
  public CodeDigest {
    methods = Map.copyOf(methods);
  }

  /**
   * @param bytes a class file
   * @throws IllegalArgumentException (or another unchecked exception) where it is none
   */
  public static CodeDigest of(byte[] bytes) {
    ClassNode c = new ClassNode();
    new ClassReader(bytes).accept(c, ClassReader.SKIP_FRAMES);
    Map<String, Long> methods = new TreeMap<>();
    for (MethodNode m : c.methods) {
      MethodHash hash = new MethodHash(Opcodes.ASM9);
      m.accept(hash);
      methods.put(m.name + m.desc, hash.value() * 31 + m.access);
    }
    return new CodeDigest(c.name, sha256(bytes), methods, c.sourceFile);
  }

  /** The digest of a class file that need not be one: of its bytes alone. */
  public static CodeDigest ofBytes(String className, byte[] bytes) {
    return new CodeDigest(className, sha256(bytes), Map.of(), null);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
