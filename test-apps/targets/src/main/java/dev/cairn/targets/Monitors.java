package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.fail;
import static dev.cairn.targets.Points.loop;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Hard case 25: monitors held across a safe point. */
public final class Monitors {
  private final List<Integer> seen = new ArrayList<>();

  private Monitors() {}

  public static void main(String[] args) {
    Monitors m = new Monitors();
    m.nested();
    m.synchronizedMethod(2);
    Monitors.synchronizedStatic(2);
    m.fromArray();
    m.equalLocks();
    m.caught();
    m.reentrantLock();
    System.out.println(m.seen + " " + Thread.holdsLock(m));
  }

  private void nested() {
    Object a = new Object();
    synchronized (a) {
      synchronized (this) {
        synchronized (a) {
          for (@CheckpointLoop int i = 0; i < 2; i++) {
            seen.add(f(i));
          }
          System.out.println(Thread.holdsLock(a) + " " + Thread.holdsLock(this));
        }
        System.out.println(Thread.holdsLock(a) + " " + loop(1));
      }
      System.out.println(Thread.holdsLock(this) + " " + f(1));
    }
    System.out.println(Thread.holdsLock(a));
  }

  private synchronized int synchronizedMethod(int depth) {
    int below = depth == 0 ? loop(0) : synchronizedMethod(depth - 1);
    seen.add(f(depth));
    System.out.println("held " + Thread.holdsLock(this));
    return below + 1;
  }

  private static synchronized int synchronizedStatic(int depth) {
    int below = depth == 0 ? loop(0) : synchronizedStatic(depth - 1);
    System.out.println("held " + Thread.holdsLock(Monitors.class) + f(depth));
    return below + 1;
  }

  private void fromArray() {
    Object[] locks = {new Object(), new Object()};
    for (@CheckpointLoop int i = 0; i < locks.length; i++) {
      synchronized (locks[i]) {
        f(i);
        Object lock = locks[i];
        locks[i] = null;
        System.out.println("array " + Thread.holdsLock(lock) + loop(i));
      }
    }
  }

  private void equalLocks() {
    String a = new String("lock");
    String b = new String("lock");
    synchronized (a) {
      f(1);
      System.out.println(Thread.holdsLock(a) + " " + Thread.holdsLock(b) + " " + (a == b));
    }
  }

  private void caught() {
    synchronized (this) {
      try {
        fail("in here");
      } catch (IllegalStateException e) {
        f(1);
        System.out.println(e.getMessage() + Thread.holdsLock(this));
      }
    }
  }

  private void reentrantLock() {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    lock.lock();
    try {
      lock.lock();
      for (@CheckpointLoop int i = 0; i < 2; i++) {
        seen.add(f(i) + lock.getHoldCount());
      }
      lock.unlock();
      changed.signalAll();
      System.out.println(lock.getHoldCount() + " " + lock.hasWaiters(changed) + f(1));
    } finally {
      lock.unlock();
    }
    System.out.println(lock.isLocked());
  }
}
