package dev.cairn.fuzz.run;

import dev.cairn.runtime.Frame;
import dev.cairn.runtime.Job;
import dev.cairn.runtime.Pin;
import dev.cairn.runtime.Woven;
import dev.cairn.runtime.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** The runtime serves one job per JVM. Here there are many, one after the other. */
final class OneJob implements Job {
  private static final OneJob INSTALLED = new OneJob();

  static {
    Woven.install(INSTALLED);
  }

  private Job to;

  private OneJob() {}

  /** The runtime as in a new JVM. */
  static void begin(Job job, boolean requested) {
    set("thread", null);
    set("reached", 0L);
    set("saving", null);
    set("saved", new ArrayList<>());
    set("prepared", List.of());
    set("waiting", new ArrayList<>());
    set("delivery", null);
    set("reentering", false);
    set("calledAgain", false);
    Woven.unwinding = false;
    Woven.request = requested ? 1 : 0;
    INSTALLED.to = job;
  }

  private static void set(String field, Object value) {
    try {
      Field f = Woven.class.getDeclaredField(field);
      f.setAccessible(true);
      f.set(null, value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public List<Frame> enter(String root, Object[] arguments) {
    return to.enter(root, arguments);
  }

  @Override
  public boolean wanted(String method, int point, long counter) {
    return to.wanted(method, point, counter);
  }

  @Override
  public void pinned(Pin pin) {
    to.pinned(pin);
  }

  @Override
  public void unwound(List<Frame> frames) {
    to.unwound(frames);
  }

  @Override
  public WovenMethod woven(Class<?> owner, String name, String descriptor) {
    return to.woven(owner, name, descriptor);
  }

  @Override
  public MethodHandle clone(Class<?> owner, String method) {
    return to.clone(owner, method);
  }

  @Override
  public boolean holdsMonitors(Frame frame) {
    return to.holdsMonitors(frame);
  }

  @Override
  public void putFinal(Object target, Class<?> owner, String field, Object value) {
    to.putFinal(target, owner, field, value);
  }

  @Override
  public boolean restored(String className) {
    return to.restored(className);
  }

  @Override
  public Error broken(String what) {
    return to.broken(what);
  }
}
