package dev.cairn.workloads;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Gravitating bodies, all pairs, leapfrog: {@code NBody [bodies=300 [steps=3000 [seed=17]]]}.
 *
 * <p>Every double depends on all before it, so one lost bit spreads over all bodies in a few steps.
 */
public final class NBody {
  private static final double DT = 1.0 / 1024;

  /** Keeps near encounters finite (Plummer softening). */
  private static final double SOFTENING = 1e-3;

  private final List<Body> bodies = new ArrayList<>();
  private double closest = Double.POSITIVE_INFINITY;

  private NBody(int count, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      Body b =
          new Body(
              (0.5 + random.nextDouble()) / count,
              random.nextGaussian(),
              random.nextGaussian(),
              random.nextGaussian());
      b.vx = 0.3 * random.nextGaussian();
      b.vy = 0.3 * random.nextGaussian();
      b.vz = 0.3 * random.nextGaussian();
      bodies.add(b);
    }
  }

  public static void main(String[] args) {
    Arguments a = new Arguments("NBody [bodies [steps [seed]]]", args);
    NBody sky = new NBody(a.at(0, 300), a.at(2, 17));
    sky.run(a.at(1, 3000));
    sky.digest().print();
  }

  private void run(int steps) {
    int report = Math.max(1, steps / 8);
    for (@CheckpointLoop int step = 0; step < steps; step++) {
      if (step % report == 0) {
        System.out.println("step " + step + " energy " + energy());
      }
      kick();
      for (Body b : bodies) {
        b.drift(DT);
      }
    }
    System.out.println("step " + steps + " energy " + energy() + " closest " + closest);
  }

  /** Changes all velocities by one step of all pairs' gravity. */
  private void kick() {
    Body[] all = bodies.toArray(new Body[0]);
    for (int i = 0; i < all.length; i++) {
      Body a = all[i];
      for (int j = i + 1; j < all.length; j++) {
        Body b = all[j];
        double dx = b.x - a.x;
        double dy = b.y - a.y;
        double dz = b.z - a.z;
        double r2 = dx * dx + dy * dy + dz * dz + SOFTENING;
        if (r2 < closest) {
          closest = r2;
        }
        double pull = DT / (r2 * Math.sqrt(r2));
        double onA = pull * b.mass;
        double onB = pull * a.mass;
        a.vx += onA * dx;
        a.vy += onA * dy;
        a.vz += onA * dz;
        b.vx -= onB * dx;
        b.vy -= onB * dy;
        b.vz -= onB * dz;
      }
    }
  }

  private double energy() {
    double e = 0;
    for (int i = 0; i < bodies.size(); i++) {
      Body a = bodies.get(i);
      e += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
      for (int j = i + 1; j < bodies.size(); j++) {
        Body b = bodies.get(j);
        double dx = b.x - a.x;
        double dy = b.y - a.y;
        double dz = b.z - a.z;
        e -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz + SOFTENING);
      }
    }
    return e;
  }

  private Digest digest() {
    Digest d = new Digest();
    for (Body b : bodies) {
      d.add(b.mass).add(b.x).add(b.y).add(b.z).add(b.vx).add(b.vy).add(b.vz);
    }
    return d.add(closest);
  }
}
