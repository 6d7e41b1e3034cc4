package dev.cairn.snapshot.heap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code write FILE ZONE} changes what a job may change of its JVM; {@code read FILE} shows it.
 * {@code own} is a time zone that no JVM knows by name.
 */
public final class EnvironmentMain {
  private EnvironmentMain() {}

  static final class Handler implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread t, Throwable e) {}

    @Override
    public String toString() {
      return "the job's handler";
    }
  }

  public static void main(String[] args) {
    Snapshots.access();
    if (args[0].equals("write")) {
      System.setProperty("job.property", "set");
      System.clearProperty("job.removed");
      Locale.setDefault(Locale.JAPAN);
      TimeZone.setDefault(
          args[2].equals("own")
              ? new SimpleTimeZone(18_123_000, args[2])
              : TimeZone.getTimeZone(args[2]));
      Thread.currentThread().setName("renamed");
      Thread.setDefaultUncaughtExceptionHandler(new Handler());
      List<Integer> some = new ArrayList<>(List.of(1, 2, 3));
      Collections.shuffle(some); // makes its generator
      System.out.println(some.size());
      Math.random();
      ThreadLocalRandom.current().nextInt();
      List<Class<?>> classes = List.of(Handler.class);
      Snapshots.write(Snapshots.capture(classes, "x"), Path.of(args[1]));
    } else {
      Snapshots.restore(Path.of(args[1]));
    }
    List<Integer> shuffled = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      shuffled.add(i);
    }
    Collections.shuffle(shuffled);
    System.out.println("state " + System.getProperty("job.property"));
    System.out.println("state " + System.getProperty("job.removed"));
    System.out.println("state " + System.getProperty("job.kept"));
    System.out.println("state " + Locale.getDefault() + Locale.getDefault(Locale.Category.FORMAT));
    TimeZone zone = TimeZone.getDefault();
    System.out.println("state " + zone.getID() + " " + zone.getOffset(0));
    System.out.println("state " + Thread.currentThread().getName());
    System.out.println("state " + Thread.getDefaultUncaughtExceptionHandler());
    System.out.println("state " + Math.random());
    System.out.println("state " + ThreadLocalRandom.current().nextLong());
    System.out.println("state " + shuffled);
    System.out.println("state " + new Random(1).nextInt());
  }
}
