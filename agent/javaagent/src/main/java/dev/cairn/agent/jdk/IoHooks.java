package dev.cairn.agent.jdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets the runtime's {@link dev.cairn.runtime.FileActs}, {@link dev.cairn.runtime.InputUse} and
 * {@link dev.cairn.runtime.PipedOutput} know what the program does to files and standard streams:
 * calls put into the JDK's lowest Java methods, by retransformation, without a new member.
 *
 * <p>Four kinds of hooks, each with the operand stack it needs:
 *
 * <pre>
 *   head      the method's arguments                          → told
 *   deciding  this, this.fd, the method's arguments           → told; true: the method returns
 *   result    …, result → …, result, result, fd, arguments    → told
 *   call      …, x → …, x, x  or  …, x, y → …, x, y, x, y     → told, before a call of FileSystem's
 * </pre>
 *
 * The last kind stands for methods that are native in some releases, and so have no head.
 */
public final class IoHooks extends JdkHooks {
  private static final String ACTS = "dev/cairn/runtime/FileActs";
  private static final String INPUT = "dev/cairn/runtime/InputUse";
  private static final String OUTPUT = "dev/cairn/runtime/PipedOutput";

  private static final String OUT_STREAM = "java/io/FileOutputStream";
  private static final String IN_STREAM = "java/io/FileInputStream";
  private static final String RANDOM_ACCESS = "java/io/RandomAccessFile";
  private static final String FILE = "java/io/File";
  private static final String FILE_SYSTEM = "java/io/FileSystem";
  private static final String DISPATCHER = "sun/nio/fs/UnixNativeDispatcher";
  private static final String CHANNEL = "sun/nio/ch/FileChannelImpl";

  private static final String FD = "Ljava/io/FileDescriptor;";
  private static final String PATH = "Lsun/nio/fs/UnixPath;";

  public IoHooks() {
    super(
        "the JDK's file access can't be hooked",
        List.of(OUT_STREAM, IN_STREAM, FILE, DISPATCHER, CHANNEL, RANDOM_ACCESS));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    Map<String, UnaryOperator<MethodVisitor>> hooks = new HashMap<>();
    hooks.put(
        OUT_STREAM + ".open(Ljava/lang/String;Z)V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              mv.visitVarInsn(Opcodes.ILOAD, 2);
              call(mv, ACTS, "output", "(Ljava/lang/String;Z)V");
            }));
    hooks.put(
        RANDOM_ACCESS + ".open(Ljava/lang/String;I)V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              mv.visitVarInsn(Opcodes.ILOAD, 2);
              call(mv, ACTS, "randomAccess", "(Ljava/lang/String;I)V");
            }));
    hooks.put(
        DISPATCHER + ".open(" + PATH + "II)I",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 0);
              mv.visitVarInsn(Opcodes.ILOAD, 1);
              mv.visitVarInsn(Opcodes.ILOAD, 2);
              call(mv, ACTS, "open", "(Ljava/lang/Object;II)V");
            }));
    hooks.put(
        DISPATCHER + ".openat(I[BII)I",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ILOAD, 0);
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              mv.visitVarInsn(Opcodes.ILOAD, 2);
              mv.visitVarInsn(Opcodes.ILOAD, 3);
              call(mv, ACTS, "openIn", "(I[BII)V");
            }));
    argument(hooks, DISPATCHER + ".mkdir(" + PATH + "I)V", 0, "create");
    argument(hooks, DISPATCHER + ".mknod(" + PATH + "IJ)V", 0, "create");
    argument(hooks, DISPATCHER + ".symlink([B" + PATH + ")V", 1, "symlink");
    hooks.put(
        DISPATCHER + ".link(" + PATH + PATH + ")V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 0);
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              call(mv, ACTS, "link", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            }));
    argument(hooks, DISPATCHER + ".unlink(" + PATH + ")V", 0, "remove");
    argument(hooks, DISPATCHER + ".rmdir(" + PATH + ")V", 0, "remove");
    hooks.put(
        DISPATCHER + ".rename(" + PATH + PATH + ")V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 0);
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              call(mv, ACTS, "rename", "(Ljava/lang/Object;Ljava/lang/Object;)V");
            }));
    UnaryOperator<MethodVisitor> inDirectory =
        JdkHooks.head(mv -> call(mv, ACTS, "inDirectory", "()V"));
    hooks.put(DISPATCHER + ".unlinkat(I[BI)V", inDirectory);
    hooks.put(DISPATCHER + ".renameat(I[BI[B)V", inDirectory);
    hooks.put(
        CHANNEL + ".truncate(J)Ljava/nio/channels/FileChannel;",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 0);
              mv.visitFieldInsn(Opcodes.GETFIELD, CHANNEL, "path", "Ljava/lang/String;");
              call(mv, ACTS, "truncate", "(Ljava/lang/String;)V");
              overwrite(mv, CHANNEL, 1);
            }));
    moved(hooks, RANDOM_ACCESS, "seek(J)V", 1);
    moved(hooks, CHANNEL, "position(J)Ljava/nio/channels/FileChannel;", 1);
    moved(hooks, CHANNEL, "write(Ljava/nio/ByteBuffer;J)I", 2);
    moved(hooks, CHANNEL, "transferFrom(Ljava/nio/channels/ReadableByteChannel;JJ)J", 2);
    moved(
        hooks,
        CHANNEL,
        "mapInternal(Ljava/nio/channels/FileChannel$MapMode;JJIZ)L" + CHANNEL + "$Unmapper;",
        2);
    for (String method :
        List.of(
            "createNewFile()Z",
            "createTempFile(Ljava/lang/String;Ljava/lang/String;Ljava/io/File;)Ljava/io/File;",
            "delete()Z",
            "mkdir()Z",
            "renameTo(Ljava/io/File;)Z")) {
      hooks.put(FILE + "." + method, FileSystemCalls::new);
    }
    hooks.put(OUT_STREAM + ".write(I)V", deciding("I", Opcodes.ILOAD));
    hooks.put(OUT_STREAM + ".write([B)V", deciding("[B", Opcodes.ALOAD));
    hooks.put(
        OUT_STREAM + ".write([BII)V",
        deciding("[BII", Opcodes.ALOAD, Opcodes.ILOAD, Opcodes.ILOAD));
    hooks.put(IN_STREAM + ".read()I", result(""));
    hooks.put(IN_STREAM + ".read([B)I", result("[B", Opcodes.ALOAD));
    hooks.put(IN_STREAM + ".read([BII)I", result("[BI", Opcodes.ALOAD, Opcodes.ILOAD));
    hooks.put(
        IN_STREAM + ".skip(J)J",
        JdkHooks.head(
            mv -> {
              descriptor(mv, "skipping");
              mv.visitVarInsn(Opcodes.ALOAD, 0);
              mv.visitFieldInsn(Opcodes.GETFIELD, IN_STREAM, "fd", FD);
              mv.visitVarInsn(Opcodes.LLOAD, 1);
              call(mv, ACTS, "skip", "(" + FD + "J)V");
            }));
    hooks.put(
        IN_STREAM + ".getChannel()Ljava/nio/channels/FileChannel;",
        JdkHooks.head(mv -> descriptor(mv, "channel")));
    hooks.put(
        IN_STREAM + ".open(Ljava/lang/String;)V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              call(mv, INPUT, "opening", "(Ljava/lang/String;)V");
            }));
    return hooks;
  }

  private static void call(MethodVisitor mv, String owner, String name, String descriptor) {
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  private static void argument(
      Map<String, UnaryOperator<MethodVisitor>> hooks, String method, int local, String told) {
    hooks.put(
        method,
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, local);
              call(mv, ACTS, told, "(Ljava/lang/Object;)V");
            }));
  }

  /** A method whose argument in {@code local} is a place from which on the file may change. */
  private static void moved(
      Map<String, UnaryOperator<MethodVisitor>> hooks, String owner, String method, int local) {
    hooks.put(owner + "." + method, JdkHooks.head(mv -> overwrite(mv, owner, local)));
  }

  private static void overwrite(MethodVisitor mv, String owner, int local) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitFieldInsn(Opcodes.GETFIELD, owner, "fd", FD);
    mv.visitVarInsn(Opcodes.LLOAD, local);
    call(mv, ACTS, "overwrite", "(" + FD + "J)V");
  }

  private static void descriptor(MethodVisitor mv, String told) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitFieldInsn(Opcodes.GETFIELD, IN_STREAM, "fd", FD);
    call(mv, INPUT, told, "(" + FD + ")V");
  }

  private static UnaryOperator<MethodVisitor> deciding(String arguments, int... loads) {
    Object[] locals = new Object[1 + loads.length];
    locals[0] = OUT_STREAM;
    for (int i = 0; i < loads.length; i++) {
      locals[1 + i] = loads[i] == Opcodes.ALOAD ? "[B" : Opcodes.INTEGER;
    }
    return JdkHooks.head(
        mv -> {
          mv.visitVarInsn(Opcodes.ALOAD, 0);
          mv.visitInsn(Opcodes.DUP);
          mv.visitFieldInsn(Opcodes.GETFIELD, OUT_STREAM, "fd", FD);
          for (int i = 0; i < loads.length; i++) {
            mv.visitVarInsn(loads[i], 1 + i);
          }
          call(mv, OUTPUT, "write", "(L" + OUT_STREAM + ";" + FD + arguments + ")Z");
          Label on = new Label();
          mv.visitJumpInsn(Opcodes.IFEQ, on);
          mv.visitInsn(Opcodes.RETURN);
          mv.visitLabel(on);
          mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, null);
          mv.visitInsn(Opcodes.NOP); // the method's own first frame must not stand at this place
        });
  }

  private static UnaryOperator<MethodVisitor> result(String arguments, int... loads) {
    return method ->
        new MethodVisitor(Opcodes.ASM9, method) {
          @Override
          public void visitInsn(int opcode) {
            if (opcode == Opcodes.IRETURN) {
              super.visitInsn(Opcodes.DUP);
              super.visitVarInsn(Opcodes.ALOAD, 0);
              super.visitFieldInsn(Opcodes.GETFIELD, IN_STREAM, "fd", FD);
              for (int i = 0; i < loads.length; i++) {
                super.visitVarInsn(loads[i], 1 + i);
              }
              call(mv, INPUT, "read", "(I" + FD + arguments + ")V");
            }
            super.visitInsn(opcode);
          }
        };
  }

  /** Within {@code java.io.File}: tells before FileSystem is asked to do it. */
  private static final class FileSystemCalls extends MethodVisitor {
    private static final Map<String, String> TOLD =
        Map.of(
            "createFileExclusively", "create",
            "createDirectory", "create",
            "delete", "remove",
            "rename", "rename");

    FileSystemCalls(MethodVisitor mv) {
      super(Opcodes.ASM9, mv);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String told = owner.equals(FILE_SYSTEM) ? TOLD.get(name) : null;
      if (told != null) {
        boolean two = told.equals("rename");
        super.visitInsn(two ? Opcodes.DUP2 : Opcodes.DUP);
        call(
            mv,
            ACTS,
            told,
            two ? "(Ljava/lang/Object;Ljava/lang/Object;)V" : "(Ljava/lang/Object;)V");
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }
}
