package dev.cairn.instrumenter.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where the questions stand; what they answer is for the runtime's tests and whole runs. */
class HashCallsTest {
  private static final String HASH = "dev/cairn/runtime/IdentityHash";

  /** Asks in every way. */
  public static final class Asks implements Supplier<List<Object>> {
    @Override
    public List<Object> get() {
      List<Object> all = new ArrayList<>();
      Object[] objects = {"text", 7L, List.of(1, 2), new Asks()};
      ToIntFunction<Object> reference = Object::hashCode;
      ToIntFunction<Object> identity = System::identityHashCode;
      for (Object o : objects) {
        all.add(o.hashCode() == reference.applyAsInt(o));
        all.add(System.identityHashCode(o) == identity.applyAsInt(o));
        all.add(1_000_000_007L * 3 + o.hashCode() + (o.hashCode() > 0 ? 1 : 2.5));
      }
      return all;
    }

    @Override
    public int hashCode() {
      return super.hashCode() == System.identityHashCode(this) ? 12 : 13;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Asks;
    }
  }

  /** The message names the variable: the receiver must still be seen to come from there. */
  public static final class Fails implements Supplier<List<Object>> {
    @Override
    public List<Object> get() {
      Map<String, Object> nobody = new HashMap<>();
      Object absent = nobody.get("x");
      return List.of(absent.hashCode());
    }
  }

  public static final class AsksNobody {
    public int hash(String s) {
      return s.hashCode();
    }
  }

  private static byte[] bytes(Class<?> c) throws IOException {
    try (InputStream in = c.getResourceAsStream("/" + c.getName().replace('.', '/') + ".class")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static byte[] treated(byte[] classFile) {
    return Objects.requireNonNull(HashCalls.apply(classFile));
  }

  private static Class<?> define(byte[] bytes) {
    return new ClassLoader(HashCallsTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass(null, bytes, 0, bytes.length);
      }
    }.define();
  }

  /** The methods of the runtime that a class's method calls or refers to, in order. */
  private static List<String> questions(byte[] classFile, String method) {
    List<String> found = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String desc, String signature, String[] exceptions) {
                return !name.equals(method) ? null : new Questions(found);
              }
            },
            0);
    return found;
  }

  private static class Questions extends MethodVisitor {
    private final List<String> found;

    Questions(List<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean itf) {
      if (owner.equals(HASH)) {
        found.add(name);
      } else if (name.equals("hashCode")) {
        found.add("*");
      }
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String desc, Handle b, Object... arguments) {
      for (Object a : arguments) {
        if (a instanceof Handle h && h.getOwner().equals(HASH)) {
          found.add("::" + h.getName());
        }
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void everyWayIsTreatedAndTheSameAsLongAsNothingBegins() throws Exception {
    byte[] treated = treated(bytes(Asks.class));
    assertThat(questions(treated, "get"))
        .containsExactly(
            "::hashCode",
            "::identityHashCode",
            "unseen",
            "*",
            "seen",
            "identityHashCode",
            "unseen",
            "*",
            "seen",
            "unseen",
            "*",
            "seen");
    assertThat(questions(treated, "hashCode"))
        .containsExactly("unseenBySuper", "*", "seenBySuper", "identityHashCode");
    Supplier<List<Object>> asks =
        (Supplier<List<Object>>) define(treated).getConstructor().newInstance();
    assertThat(asks.get()).isEqualTo(new Asks().get());
  }

  @Test
  @SuppressWarnings("unchecked")
  void aNullIsReportedAsEver() throws Exception {
    Supplier<List<Object>> fails =
        (Supplier<List<Object>>) define(treated(bytes(Fails.class))).getConstructor().newInstance();
    Throwable plain = catchThrowable(() -> new Fails().get());
    assertThatThrownBy(fails::get)
        .isInstanceOf(NullPointerException.class)
        .hasMessage(plain.getMessage());
  }

  @Test
  void whoAsksNobodyStaysAsItIs() throws IOException {
    assertThat(HashCalls.apply(bytes(AsksNobody.class))).isNull();
  }

  /** A method {@code int hash(Object o)} of so many bytes: no-ops, then the call. */
  private static byte[] ofSize(int bytes) {
    ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    w.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Sized", null, "java/lang/Object", null);
    MethodVisitor mv =
        w.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "hash", "(Ljava/lang/Object;)I", null, null);
    for (int i = 0; i < bytes - 5; i++) {
      mv.visitInsn(Opcodes.NOP);
    }
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "hashCode", "()I", false);
    mv.visitInsn(Opcodes.IRETURN);
    mv.visitMaxs(0, 0);
    w.visitEnd();
    return w.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {325, 8000, 65535})
  void noLimitIsPassed(int limit) throws Exception {
    byte[] fits = treated(ofSize(limit - 9));
    byte[] doesNot = treated(ofSize(limit - 8));
    assertThat(questions(fits, "hash")).containsExactly("unseen", "*", "seen");
    assertThat(questions(doesNot, "hash")).containsExactly("hashCode");
    for (byte[] treated : List.of(fits, doesNot)) {
      assertThat(define(treated).getMethod("hash", Object.class).invoke(null, "text"))
          .isEqualTo("text".hashCode());
    }
  }

  /** The quick look at the bytes finds whatever a reading of the instructions finds. */
  @Test
  void noCallIsOverlooked() throws IOException {
    int calling = 0;
    for (byte[] file : JdkCallersTest.base(JdkCode.homes().get(0)).values()) {
      boolean[] calls = new boolean[1];
      new ClassReader(file)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String desc, String signature, String[] exceptions) {
                  return new Questions(new ArrayList<>()) {
                    @Override
                    public void visitMethodInsn(
                        int opcode, String owner, String name, String desc, boolean itf) {
                      calls[0] |= name.equals("identityHashCode");
                      calls[0] |= name.equals("hashCode") && owner.equals("java/lang/Object");
                    }
                  };
                }
              },
              ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      if (calls[0]) {
        calling++;
        assertThat(HashCalls.apply(file)).isNotNull();
      }
    }
    assertThat(calling).isGreaterThan(60);
  }

  /** A release's new collection would ask the JVM, unless somebody decides. */
  @ParameterizedTest
  @MethodSource("dev.cairn.instrumenter.determinism.JdkCode#homes")
  void everyClassOfTheJdkThatAsksIsDecidedUpon(Path home) throws IOException {
    Set<String> undecided = new TreeSet<>();
    int treated = 0;
    for (Map.Entry<String, byte[]> e : JdkCallersTest.base(home).entrySet()) {
      String name = e.getKey();
      if (JdkHashers.isTreated(name) && HashCalls.apply(e.getValue()) != null) {
        treated++;
        if (!JdkHashers.isKnown(name)) {
          undecided.add(name);
        }
      }
    }
    assertThat(treated).isGreaterThan(50);
    assertThat(undecided).as("of %s, in no table of JdkHashers", home).isEmpty();
  }
}
