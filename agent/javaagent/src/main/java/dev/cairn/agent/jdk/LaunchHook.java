package dev.cairn.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets the launcher call a hidden main of ours in the place of the program's: it calls the static
 * main of whichever class {@code LauncherHelper.checkAndLoadMain} gives it.
 */
public final class LaunchHook {
  private static final String LOAD_MAIN =
      "sun/launcher/LauncherHelper.checkAndLoadMain(ZILjava/lang/String;)Ljava/lang/Class;";

  private LaunchHook() {}

  /**
   * Puts the hook in.
   *
   * @throws IllegalStateException where the method isn't there
   */
  public static void install(Instrumentation instrumentation) {
    JdkHooks.install(
        instrumentation,
        "the launcher can't be hooked",
        Map.of(
            LOAD_MAIN,
            next ->
                new MethodVisitor(Opcodes.ASM9, next) {
                  @Override
                  public void visitInsn(int opcode) {
                    if (opcode == Opcodes.ARETURN) { // return Woven.launched(mainClass)
                      super.visitMethodInsn(
                          Opcodes.INVOKESTATIC,
                          "dev/cairn/runtime/Woven",
                          "launched",
                          "(Ljava/lang/Class;)Ljava/lang/Class;",
                          false);
                    }
                    super.visitInsn(opcode);
                  }
                }));
  }
}
