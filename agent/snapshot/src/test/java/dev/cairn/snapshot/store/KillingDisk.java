package dev.cairn.snapshot.store;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;

/** A disk whose process gets SIGKILL at one step of what it is asked for. */
final class KillingDisk {
  private final Disk real;
  private final int at;
  private int steps;

  /**
   * @param at the step, from 0; negative for none
   */
  KillingDisk(Disk real, int at) {
    this.real = real;
    this.at = at;
  }

  Disk disk() {
    return (Disk) wrapped(Disk.class, real);
  }

  /** Steps done so far. */
  int steps() {
    return steps;
  }

  private Object wrapped(Class<?> type, Object of) {
    return Proxy.newProxyInstance(
        KillingDisk.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (steps++ == at) {
            kill();
          }
          Object result;
          try {
            result = method.invoke(of, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          return result instanceof Disk.Output ? wrapped(Disk.Output.class, result) : result;
        });
  }

  private static void kill() throws IOException, InterruptedException {
    long pid = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start();
    TimeUnit.SECONDS.sleep(60);
    throw new IllegalStateException("not killed");
  }
}
