package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads a class without its code. */
final class HeaderReader extends ClassVisitor {
  /** Annotations of the JDK's that say nothing of who calls the method. */
  private static final Set<String> PLAIN =
      Set.of("Ljava/lang/Deprecated;", "Ljava/lang/SafeVarargs;");

  private String name = "";
  private int access;
  private @Nullable String superName;
  private List<String> interfaces = List.of();
  private final Map<String, ClassInfo.Member> methods = new LinkedHashMap<>();
  private final List<String> nested = new ArrayList<>();

  private HeaderReader() {
    super(Opcodes.ASM9);
  }

  /** Throws whatever ASM throws on bad bytes. */
  static ClassInfo read(byte[] bytes) {
    HeaderReader reader = new HeaderReader();
    new ClassReader(bytes)
        .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new ClassInfo(
        reader.name,
        reader.access,
        reader.superName,
        reader.interfaces,
        Collections.unmodifiableMap(reader.methods),
        reader.nested);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.name = name;
    this.access = access;
    this.superName = superName;
    this.interfaces = interfaces == null ? List.of() : List.of(interfaces);
  }

  @Override
  public void visitNestMember(String member) {
    nested.add(member);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(Opcodes.ASM9) {
      private boolean loops;
      private boolean job;
      private boolean annotated;

      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        boolean marksLoops = annotation.equals(Names.CHECKPOINT_LOOP);
        boolean marksJob = annotation.equals(Names.CHECKPOINT_JOB);
        loops |= marksLoops;
        job |= marksJob;
        annotated |= visible && !marksLoops && !marksJob && !PLAIN.contains(annotation);
        return null;
      }

      @Override
      public void visitEnd() {
        methods.put(
            name + descriptor,
            new ClassInfo.Member(name, descriptor, access, loops, job, annotated));
      }
    };
  }
}
