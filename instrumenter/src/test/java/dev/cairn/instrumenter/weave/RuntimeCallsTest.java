package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.annotations.Cairn;
import dev.cairn.instrumenter.plan.Adapter;
import dev.cairn.runtime.Frame;
import dev.cairn.runtime.Nestmates;
import dev.cairn.runtime.Woven;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

/** Every entry of the table against the runtime as it is. */
final class RuntimeCallsTest {
  @Test
  void fields() throws Exception {
    Field request = Woven.class.getField(RuntimeCalls.REQUEST);
    assertThat(Type.getDescriptor(request.getType())).isEqualTo(RuntimeCalls.REQUEST_DESCRIPTOR);
    assertThat(Modifier.isStatic(request.getModifiers())).isTrue();
    assertThat(Modifier.isVolatile(request.getModifiers())).isTrue();
  }

  @Test
  void calls() {
    assertThat(Type.getInternalName(Woven.class)).isEqualTo(RuntimeCalls.WOVEN);
    assertThat(Type.getInternalName(Frame.class)).isEqualTo(RuntimeCalls.FRAME);
    assertThat(Type.getDescriptor(Frame.class)).isEqualTo(RuntimeCalls.FRAME_DESCRIPTOR);
    assertThat(Type.getInternalName(Cairn.class)).isEqualTo(RuntimeCalls.ANNOTATIONS);
    isStatic(Cairn.class, RuntimeCalls.SAFE_POINT, RuntimeCalls.SAFE_POINT_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.PASSED, RuntimeCalls.PASSED_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.REACHED, RuntimeCalls.REACHED_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.LEAVING, RuntimeCalls.LEAVING_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.SAVING, RuntimeCalls.SAVING_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.ENTER, RuntimeCalls.ENTER_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.COMPLETE, RuntimeCalls.COMPLETE_DESCRIPTOR);
    isStatic(Woven.class, RuntimeCalls.RESTORED, RuntimeCalls.RESTORED_DESCRIPTOR);
    assertThat(Type.getInternalName(Nestmates.class)).isEqualTo(RuntimeCalls.NESTMATES);
    isStatic(Nestmates.class, RuntimeCalls.SPECIAL, RuntimeCalls.SPECIAL_DESCRIPTOR);
    isStatic(Nestmates.class, "metafactory", RuntimeCalls.METAFACTORY_DESCRIPTOR);
    isVirtual(RuntimeCalls.POINT, RuntimeCalls.POINT_DESCRIPTOR);
    for (char kind : Frame.KINDS.toCharArray()) {
      isStatic(Woven.class, RuntimeCalls.PUSH, RuntimeCalls.pushDescriptor(kind));
      isStatic(Woven.class, RuntimeCalls.PUT_FINAL, RuntimeCalls.putFinalDescriptor(kind));
      isVirtual(RuntimeCalls.popName(kind), RuntimeCalls.popDescriptor(kind));
    }
    for (Adapter a : Adapter.values()) {
      isStatic(Woven.class, RuntimeCalls.reenter(a, 'L'), RuntimeCalls.reenterDescriptor('L'));
    }
    for (char kind : (Frame.KINDS + "V").toCharArray()) {
      isStatic(Woven.class, RuntimeCalls.DRIVE + kind, RuntimeCalls.driveDescriptor(kind));
      isStatic(Woven.class, RuntimeCalls.REENTER + kind, RuntimeCalls.reenterDescriptor(kind));
    }
  }

  private static void isStatic(Class<?> owner, String name, String descriptor) {
    assertThat(find(owner, name, descriptor)).as(name + descriptor).isEqualTo(Modifier.STATIC);
  }

  private static void isVirtual(String name, String descriptor) {
    assertThat(find(Frame.class, name, descriptor)).as(name + descriptor).isZero();
  }

  private static int find(Class<?> owner, String name, String descriptor) {
    return Arrays.stream(owner.getMethods())
        .filter(m -> m.getName().equals(name))
        .filter(m -> Type.getMethodDescriptor(m).equals(descriptor))
        .mapToInt(Method::getModifiers)
        .map(m -> m & Modifier.STATIC)
        .findFirst()
        .orElse(-1);
  }
}
