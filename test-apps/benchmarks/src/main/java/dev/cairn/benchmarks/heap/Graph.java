package dev.cairn.benchmarks.heap;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Object graphs to be copied. Each is made by a fixed seed. */
enum Graph {
  /** 1M objects of seven doubles and three references to any of them: 84 MB. */
  PARTICLES(1_000_000) {
    @Override
    Object make() {
      Random random = new Random(1);
      Particle[] all = new Particle[objects()];
      for (int i = 0; i < all.length; i++) {
        all[i] = new Particle(random);
      }
      for (Particle p : all) {
        p.left = all[random.nextInt(all.length)];
        p.right = all[random.nextInt(all.length)];
        p.bound = all[random.nextInt(all.length)];
      }
      return all;
    }

    @Override
    long digest(Object root) {
      long digest = 0;
      for (Particle p : (Particle[]) root) {
        digest = 31 * digest + Double.doubleToLongBits(p.x + p.left().vy + p.right().m);
        digest = 31 * digest + Double.doubleToLongBits(p.bound().z);
      }
      return digest;
    }
  },

  /** 268 MB in 32 arrays. */
  ARRAYS(32) {
    @Override
    Object make() {
      Random random = new Random(1);
      double[][] arrays = new double[objects()][1 << 20];
      for (double[] a : arrays) {
        for (int i = 0; i < a.length; i += 7) {
          a[i] = random.nextDouble();
        }
      }
      return arrays;
    }

    @Override
    long digest(Object root) {
      long digest = 0;
      for (double[] a : (double[][]) root) {
        for (int i = 0; i < a.length; i += 7) {
          digest = 31 * digest + Double.doubleToLongBits(a[i]);
        }
      }
      return digest;
    }
  },

  /** A hand-written list of 1M nodes. */
  LIST(1_000_000) {
    @Override
    Object make() {
      Node head = new Node(0, null);
      for (int i = 1; i < objects(); i++) {
        head = new Node(i, head);
      }
      return head;
    }

    @Override
    long digest(Object root) {
      long digest = 0;
      for (Node n = (Node) root; n != null; n = n.next) {
        digest = 31 * digest + n.value;
      }
      return digest;
    }
  },

  /** A map grown to 1M entries and shrunk to 100k: its table stays large. */
  MAP(300_000) {
    @Override
    Object make() {
      Map<Integer, Integer> map = new HashMap<>();
      for (int i = 0; i < 1_000_000; i++) {
        map.put(i * 31, i + 1000);
      }
      for (int i = 100_000; i < 1_000_000; i++) {
        map.remove(i * 31);
      }
      return map;
    }

    @Override
    long digest(Object root) {
      long digest = 0;
      for (Map.Entry<?, ?> e : ((Map<?, ?>) root).entrySet()) {
        digest = 31 * digest + e.getKey().hashCode() * 7L + e.getValue().hashCode();
      }
      return digest;
    }
  },

  /** 600k arrays of three numbers. */
  SMALL_ARRAYS(600_000) {
    @Override
    Object make() {
      Random random = new Random(1);
      double[][] arrays = new double[objects()][3];
      for (double[] a : arrays) {
        a[0] = random.nextDouble();
      }
      return arrays;
    }

    @Override
    long digest(Object root) {
      long digest = 0;
      for (double[] a : (double[][]) root) {
        digest = 31 * digest + Double.doubleToLongBits(a[0]);
      }
      return digest;
    }
  };

  private final int objects;

  Graph(int objects) {
    this.objects = objects;
  }

  /** How many objects there are, about. */
  int objects() {
    return objects;
  }

  abstract Object make();

  /** Depends on values and references. */
  abstract long digest(Object root);

  /** One of many. */
  static final class Particle implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    double x;
    double y;
    double z;
    double vx;
    double vy;
    double vz;
    double m;
    @Nullable Particle left;
    @Nullable Particle right;
    @Nullable Particle bound;

    Particle() {} // for those who call it

    Particle(Random random) {
      x = random.nextDouble();
      y = random.nextDouble();
      z = random.nextDouble();
      vx = random.nextDouble();
      vy = random.nextDouble();
      vz = random.nextDouble();
      m = random.nextDouble();
    }

    private Particle left() {
      return Objects.requireNonNull(left);
    }

    private Particle right() {
      return Objects.requireNonNull(right);
    }

    private Particle bound() {
      return Objects.requireNonNull(bound);
    }
  }

  /** Of a list. */
  static final class Node implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    int value;
    @Nullable Node next;

    Node() {} // for those who call it

    Node(int value, @Nullable Node next) {
      this.value = value;
      this.next = next;
    }
  }
}
