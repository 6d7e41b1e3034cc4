package dev.cairn.agent.jdk;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets the launcher call a hidden main of ours in the place of the program's: it calls the static
 * main of whichever class {@code LauncherHelper.checkAndLoadMain} gives it.
 */
public final class LaunchHook extends JdkHooks {
  private static final String LOAD_MAIN =
      "sun/launcher/LauncherHelper.checkAndLoadMain(ZILjava/lang/String;)Ljava/lang/Class;";

  public LaunchHook() {
    super("the launcher can't be hooked", List.of("sun/launcher/LauncherHelper"));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(LOAD_MAIN, LaunchHook::pass);
  }

  /** {@code return Woven.launched(mainClass)}. */
  private static MethodVisitor pass(MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN) {
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              "dev/cairn/runtime/Woven",
              "launched",
              "(Ljava/lang/Class;)Ljava/lang/Class;",
              false);
        }
        super.visitInsn(opcode);
      }
    };
  }
}
