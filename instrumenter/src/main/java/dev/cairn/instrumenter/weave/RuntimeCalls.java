package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import dev.cairn.instrumenter.plan.Adapter;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what woven code calls. Strings only: the instrumenter doesn't depend on the
 * runtime; a test checks every entry against it by reflection.
 */
final class RuntimeCalls {
  static final String WOVEN = "dev/cairn/runtime/Woven";
  static final String FRAME = "dev/cairn/runtime/Frame";
  static final String FRAME_DESCRIPTOR = "Ldev/cairn/runtime/Frame;";

  /** {@code static volatile int request}. */
  static final String REQUEST = "request";

  static final String REQUEST_DESCRIPTOR = "I";

  static final String PASSED = "passed";
  static final String PASSED_DESCRIPTOR = "()Z";

  static final String REACHED = "reached";
  static final String REACHED_DESCRIPTOR = "(Ljava/lang/String;IJ)Z";

  /** The check after a call: the flag, and the beginning of the frame. */
  static final String LEAVING = "leaving";

  static final String LEAVING_DESCRIPTOR = "(I)Z";

  /** Names the method whose frame {@link #LEAVING} has begun. */
  static final String SAVING = "saving";

  static final String SAVING_DESCRIPTOR = "(Ljava/lang/String;)V";

  /** Links in clones of the JDK's methods what their hosts alone may. */
  static final String NESTMATES = "dev/cairn/runtime/Nestmates";

  static final String SPECIAL = "special";
  static final String SPECIAL_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/Class;Ljava/lang/Class;)Ljava/lang/invoke/CallSite;";

  /** Of {@code metafactory}; {@code altMetafactory} has the JDK's own. */
  static final String METAFACTORY_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/Class;)Ljava/lang/invoke/CallSite;";

  static final String PUSH = "push";

  static final String ENTER = "enter";
  static final String ENTER_DESCRIPTOR = "(Ljava/lang/String;[Ljava/lang/Object;)Z";

  static final String COMPLETE = "complete";
  static final String COMPLETE_DESCRIPTOR = "()Z";

  static final String DRIVE = "drive";
  static final String REENTER = "reenter";

  static final String RESTORED = "restored";
  static final String RESTORED_DESCRIPTOR = "(Ljava/lang/String;)Z";

  static final String PUT_FINAL = "putFinal";

  static final String POINT = "point";
  static final String POINT_DESCRIPTOR = "()I";

  /** Has the bootstrap methods of {@code LambdaMetafactory}, with a number more. */
  static final String LAMBDA_SITES = "dev/cairn/runtime/LambdaSites";

  /** What a program calls for a safe point of its own. */
  static final String ANNOTATIONS = "dev/cairn/annotations/Cairn";

  static final String SAFE_POINT = "safePoint";
  static final String SAFE_POINT_DESCRIPTOR = "()V";

  private RuntimeCalls() {}

  /** Descriptor of {@code Woven.push} for a computational type {@code I J F D L}. */
  static String pushDescriptor(char kind) {
    return "(" + descriptor(kind) + ")V";
  }

  /** Name of {@code Frame.popX} for a computational type. */
  static String popName(char kind) {
    return switch (kind) {
      case 'I' -> "popInt";
      case 'J' -> "popLong";
      case 'F' -> "popFloat";
      case 'D' -> "popDouble";
      case 'L' -> "popRef";
      default -> throw new IllegalArgumentException("no kind: " + kind);
    };
  }

  static String popDescriptor(char kind) {
    return "()" + descriptor(kind);
  }

  /** Descriptor of {@code Woven.driveX}; X may be {@code V}. */
  static String driveDescriptor(char kind) {
    return "()" + descriptor(kind);
  }

  /** Descriptor of {@code Woven.reenterX}; X may be {@code V}. */
  static String reenterDescriptor(char kind) {
    return "(" + FRAME_DESCRIPTOR + ")" + descriptor(kind);
  }

  /** Descriptor of {@code Woven.putFinal} for a computational type. */
  static String putFinalDescriptor(char kind) {
    return "(Ljava/lang/Object;" + descriptor(kind) + "Ljava/lang/Class;Ljava/lang/String;)V";
  }

  /** The re-entry at a call, which does what the JDK's adapter would have done after it. */
  static String reenter(@Nullable Adapter adapter, char kind) {
    if (adapter == null) {
      return REENTER + kind;
    }
    return switch (adapter.after()) {
      case HANDS_ON -> REENTER + kind;
      case WRAPS_ALL -> "reenterReflected";
      case WRAPS_CHECKED -> "reenterPrivileged";
    };
  }

  /** X in {@code driveX} and {@code reenterX} for a declared return type's descriptor. */
  static char returnKind(String descriptor) {
    return descriptor.equals("V")
        ? 'V'
        : VType.of(org.objectweb.asm.Type.getType(descriptor)).computational();
  }

  private static String descriptor(char kind) {
    return kind == 'L' ? "Ljava/lang/Object;" : String.valueOf(kind);
  }
}
