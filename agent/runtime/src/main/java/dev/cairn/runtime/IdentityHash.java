package dev.cairn.runtime;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Identity hashes that belong to the job. HotSpot draws them from a generator that each thread has,
 * in another order in each JVM: whatever iterates by them, prints them, or puts them into a table
 * would part two runs. Where woven code, or a collection of the JDK, is the first to ask, the
 * object gets a number of the job's instead, in its header, where the JVM itself finds it from then
 * on:
 *
 * <pre>
 *   o.hashCode(), System.identityHashCode(o)     the nth object asked: a hash of the seed and n
 *   an enum constant                             a hash of its class's and its own name
 *   a class                                      a hash of its name; not in its header, since
 *                                                HotSpot hashes each class that it links
 * </pre>
 *
 * A call stands between two questions. What it costs where the object has a hash already, or a
 * {@code hashCode} of its own, are two reads of its header:
 *
 * <pre>
 *   ..., o                        unseen = IdentityHash.unseen(o)
 *   ..., unseen, o, o             invokevirtual hashCode, as it was
 *   ..., unseen, o, h             IdentityHash.seen(unseen, o, h)
 *   ..., h'
 * </pre>
 *
 * So the call keeps its place: its profile, its receiver, its NullPointerException.
 *
 * <p>Numbers have 25 bits, as many as the header of a 32-bit JVM holds. Where the JVM maps strings
 * from its archive of classes, hashed when that was made, a string with a hash that we haven't
 * given gets a number as if it had none. Thread-safe.
 */
public final class IdentityHash {
  /** The highest number. */
  public static final int MAX = 0x1ff_ffff;

  /** The header's last bits of an object that is not locked. */
  private static final int NEUTRAL = 1;

  private static final int STATE_BITS = 7;

  /** Enough that the classes of a program's keys don't push one another out. */
  private static final int REMEMBERED = 1 << 8;

  /** Where a header holds its hash. All ones until {@link #begin}: no header looks empty then. */
  private static long hashBits = -1;

  /** The same where strings may come hashed from the JVM's archive; else 0. */
  private static long archivedBits;

  private static final NumberedStrings STRINGS = new NumberedStrings();

  private static @Nullable Headers headers;
  private static long seed;
  private static long drawn;

  /** The job's thread, and whether it does the agent's work: only that thread asks. */
  private static @Nullable Thread job;

  private static boolean suspended;

  /**
   * How many numbers were given, never 0: who sees it unchanged knows that nobody gave one. Below 0
   * where several threads of the program may ask at a time.
   */
  private static volatile int given = 1;

  private static final @Nullable KnownClass[] KNOWN = new @Nullable KnownClass[REMEMBERED];

  /** What the agent knows about objects' headers, and about classes. Thread-safe. */
  public interface Headers {
    /** The object's identity hash: 0 where it has none, -1 where only the JVM can tell. */
    int hashOf(Object o);

    /** Gives an object that has no identity hash this one; false where that can't be. */
    boolean set(Object o, int hash);

    /** Gives the object another identity hash than it has; false where that can't be. */
    boolean replace(Object o, int hash);

    /** Whether objects of this class get numbers: not those that the JVM makes for itself. */
    boolean numbers(Class<?> c);

    /**
     * The class whose {@code hashCode} objects of this class have: {@code Object} where it is the
     * identity hash.
     */
    Class<?> hashCodeOf(Class<?> c);

    /** Whether this thread, which is not the job's, is another one of the program's. */
    boolean isProgram(Thread t);
  }

  /** What was found out about a class; it does not keep the class alive. */
  private static final class KnownClass extends WeakReference<Class<?>> {
    final boolean numbers;

    /** Whether {@code hashCode()} is the identity hash; whether {@code super}'s is, from it. */
    final boolean plain;

    final boolean superPlain;

    KnownClass(Class<?> c, Headers h) {
      super(c);
      numbers = h.numbers(c);
      Class<?> declaring = numbers ? h.hashCodeOf(c) : Object.class;
      Class<?> above = declaring.getSuperclass();
      plain = declaring == Object.class;
      superPlain = above == null || h.hashCodeOf(above) == Object.class;
    }
  }

  /** What a call is going to ask. */
  private enum Asked {
    HASH_CODE,
    BY_SUPER,
    IDENTITY;

    boolean isIdentity(KnownClass c) {
      return switch (this) {
        case HASH_CODE -> c.plain;
        case BY_SUPER -> c.plain || c.superPlain;
        case IDENTITY -> true;
      };
    }
  }

  @Hidden
  private IdentityHash() {}

  // ---- for the agent ----

  /**
   * From here on numbers are the job's.
   *
   * @param bits where a header holds the hash
   * @param archive whether the JVM maps strings that are hashed already
   */
  @Hidden
  public static void begin(Headers access, long bits, boolean archive) {
    headers = access;
    archivedBits = archive ? bits : 0;
    job = Thread.currentThread();
    seed = JobSeeds.source("identity");
    hashBits = bits;
  }

  /** The program starts a thread: from now on two may ask for the first time at once. */
  @Hidden
  public static void starting(Thread t) {
    Headers h = headers;
    if (h != null && hashBits != -1 && h.isProgram(t)) {
      synchronized (IdentityHash.class) {
        given = -Math.abs(given);
      }
    }
  }

  /** The job's thread from here on. */
  @Hidden
  static void entered(Thread thread) {
    job = thread;
  }

  /**
   * What this thread does until {@link #resume} is the agent's work, and draws no number.
   *
   * @return what to give to {@link #resume}
   */
  @Hidden
  public static boolean suspend() {
    boolean was = suspended;
    if (Thread.currentThread() == job) {
      suspended = true;
    }
    return was;
  }

  /** Undoes a {@link #suspend}. */
  @Hidden
  public static void resume(boolean was) {
    if (Thread.currentThread() == job) {
      suspended = was;
    }
  }

  /** How many numbers were drawn, for a snapshot. */
  @Hidden
  public static synchronized long drawn() {
    return drawn;
  }

  /** Goes on from a snapshot. */
  @Hidden
  public static synchronized void restore(long numbers) {
    drawn = numbers;
  }

  /** The object has its hash from the job, in this life or a former one. */
  @Hidden
  public static void numbered(Object o) {
    if (archivedBits != 0 && o instanceof String s) {
      synchronized (IdentityHash.class) {
        STRINGS.add(s);
      }
    }
  }

  /**
   * Whether an object has its hash from the JVM's archive of classes: the job knows nothing of it.
   */
  @Hidden
  public static boolean isArchived(Object o) {
    if (archivedBits == 0 || !(o instanceof String s)) {
      return false;
    }
    synchronized (IdentityHash.class) {
      return !STRINGS.contains(s);
    }
  }

  /** The number of what has a name that is the same in every JVM. */
  @Hidden
  public static int named(String name) {
    return number(mix32(name.hashCode()));
  }

  /** The number of a constant; its class's name counts as well. */
  @Hidden
  public static int named(Enum<?> constant) {
    return number(
        mix32(31 * constant.getDeclaringClass().getName().hashCode() + constant.name().hashCode()));
  }

  // ---- around a call ----

  /** Before a call that may ask for the identity hash: not 0 where {@code o} has none yet. */
  @Hidden
  public static int unseen(@Nullable Object o) {
    return unseen(o, Asked.HASH_CODE);
  }

  /** Before {@code super.hashCode()}. */
  @Hidden
  public static int unseenBySuper(Object o) {
    return unseen(o, Asked.BY_SUPER);
  }

  @Hidden
  private static int unseen(@Nullable Object o, Asked asked) {
    if (o == null) {
      return 0;
    }
    int now = given; // read first: what is given from here on is noticed
    long header = header(o);
    if ((header & STATE_BITS) == NEUTRAL) {
      if ((header & hashBits) != 0) {
        return (header & archivedBits) == 0 ? 0 : archived(o, asked);
      }
      if (now > 0) {
        return now;
      }
    }
    return unseenHarder(o, now, asked);
  }

  /** A string that was mapped with its hash, and is asked for the first time, gets its number. */
  @Hidden
  private static int archived(Object o, Asked asked) {
    Headers h = headers;
    if (asked == Asked.IDENTITY
        && o instanceof String s
        && h != null
        && !Thread.holdsLock(IdentityHash.class)) {
      synchronized (IdentityHash.class) {
        int number = STRINGS.contains(s) ? 0 : numberFor(s, h);
        if (number != 0 && h.replace(s, number)) { // else the JVM's stays
          STRINGS.add(s);
        }
      }
    }
    return 0;
  }

  /**
   * Where the header doesn't tell, and where another thread might see what the JVM gives before we
   * have put the number in its place: then that is given first.
   */
  @Hidden
  private static int unseenHarder(Object o, int now, Asked asked) {
    Headers h = headers;
    if (h == null || hashBits == -1) {
      return 0;
    }
    if (now > 0) {
      return h.hashOf(o) == 0 ? now : 0;
    }
    if (o instanceof Class || Thread.holdsLock(IdentityHash.class)) {
      return 0; // what is asked while a class is looked at isn't the job's
    }
    KnownClass c = known(o.getClass(), h);
    if (!c.numbers || !asked.isIdentity(c)) {
      return 0;
    }
    synchronized (IdentityHash.class) {
      int number = h.hashOf(o) == 0 ? numberFor(o, h) : 0;
      if (number != 0 && !h.set(o, number)) {
        int unused = System.identityHashCode(o); // its lock gets a place for the header
        unused = h.replace(o, number) ? 0 : unused; // else the JVM's stays
      }
      if (number != 0) {
        numbered(o);
      }
      return 0;
    }
  }

  /**
   * After the call.
   *
   * @param hash what {@code o.hashCode()} gave
   * @return what it gives in every run of the job
   */
  @Hidden
  public static int seen(int unseen, @Nullable Object o, int hash) {
    if (unseen == 0) {
      return o instanceof Class<?> c && hashBits != -1 ? ofClass(c, hash) : hash;
    }
    return o == null || isEmpty(header(o)) ? hash : first(unseen, o, hash, Asked.HASH_CODE);
  }

  /** After {@code super.hashCode()}. */
  @Hidden
  public static int seenBySuper(int unseen, Object o, int hash) {
    return unseen == 0 || isEmpty(header(o)) ? hash : first(unseen, o, hash, Asked.BY_SUPER);
  }

  @Hidden
  private static boolean isEmpty(long header) {
    return (header & STATE_BITS) == NEUTRAL && (header & hashBits) == 0;
  }

  /** Stands for {@link System#identityHashCode}. */
  @Hidden
  public static int identityHashCode(@Nullable Object o) {
    int unseen = unseen(o, Asked.IDENTITY);
    int hash = System.identityHashCode(o);
    return unseen == 0 || o == null ? seen(0, o, hash) : first(unseen, o, hash, Asked.IDENTITY);
  }

  /**
   * Stands for a call of {@code o.hashCode()} in methods that have no room for more, and in method
   * references.
   */
  @Hidden
  public static int hashCode(Object o) {
    int unseen = unseen(o);
    return seen(unseen, o, o.hashCode());
  }

  /** Apart, since woven code without an agent must not need what only the agent opens. */
  private static final class Memory {
    static final Unsafe UNSAFE = Unsafe.getUnsafe();
    static final boolean WIDE = UNSAFE.addressSize() == Long.BYTES;
  }

  @Hidden
  private static long header(Object o) {
    return Memory.WIDE ? Memory.UNSAFE.getLong(o, 0L) : Memory.UNSAFE.getInt(o, 0L) & 0xffff_ffffL;
  }

  /** Classes that are called otherwise in each JVM have no number of their own. */
  @Hidden
  private static int ofClass(Class<?> c, int hash) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.isHidden() || element.getSuperclass() == Proxy.class ? hash : named(c.getName());
  }

  /** The object has got a hash since it was unseen; no other thread has asked for it. */
  @Hidden
  private static int first(int unseen, Object o, int hash, Asked asked) {
    if (o instanceof Class<?> c) {
      return ofClass(c, hash);
    }
    Headers h = headers;
    if (h == null || Thread.holdsLock(IdentityHash.class)) {
      return hash; // what is asked while a class is looked at isn't the job's
    }
    synchronized (IdentityHash.class) {
      KnownClass c = known(o.getClass(), h);
      if (!c.numbers
          || !asked.isIdentity(c)
          || h.hashOf(o) != hash // what was asked makes something else of it
          || (given != unseen && hash <= MAX)) { // maybe a number that was given meanwhile
        return hash;
      }
      int number = numberFor(o, h);
      if (number == 0 || !h.replace(o, number)) {
        return hash;
      }
      numbered(o);
      return number;
    }
  }

  @Hidden
  private static int numberFor(Object o, Headers h) {
    if (o instanceof Enum<?> constant) {
      return counted(named(constant));
    }
    return works(h) ? counted(draw()) : 0;
  }

  @Hidden
  private static int counted(int number) {
    int next = Math.abs(given) + 1;
    given = given < 0 ? -Math.max(next, 1) : Math.max(next, 1);
    return number;
  }

  @Hidden
  private static KnownClass known(Class<?> c, Headers h) {
    int at = System.identityHashCode(c) & (REMEMBERED - 1);
    KnownClass k = KNOWN[at];
    if (k == null || !k.refersTo(c)) {
      k = new KnownClass(c, h);
      KNOWN[at] = k;
    }
    return k;
  }

  @Hidden
  private static boolean works(Headers h) {
    Thread t = Thread.currentThread();
    return t == job ? !suspended : h.isProgram(t);
  }

  @Hidden
  private static int draw() {
    return number((int) (JobSeeds.mix(seed + JobSeeds.GOLDEN * ++drawn) >>> 32));
  }

  /** Never 0, which means that there is none. */
  @Hidden
  private static int number(int bits) {
    int n = bits & MAX;
    return n == 0 ? 1 : n;
  }

  /** The finaliser of MurmurHash3: names that differ in one letter are far apart. */
  @Hidden
  private static int mix32(int x) {
    int y = (x ^ (x >>> 16)) * 0x85eb_ca6b;
    y = (y ^ (y >>> 13)) * 0xc2b2_ae35;
    return y ^ (y >>> 16);
  }
}
