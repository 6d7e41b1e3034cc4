package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.AnchorEntry.Kind;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.security.Provider;
import java.security.Security;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Objects that every JVM has and that are known by what they are, not by a static field: cached
 * boxes, enum constants of the JDK, locales, character sets, currencies, security providers, class
 * loaders, the job's thread.
 */
@SuppressWarnings({"BoxedPrimitiveEquality", "ReferenceEquality"}) // identity is the question here
final class NamedObjects {
  /** System's properties themselves, which a job may hold; their content is carried apart. */
  static final String PROPERTIES = "java.lang.System#props";

  private final ClassLoader application;
  private final Thread job;

  NamedObjects(ClassLoader application, Thread job) {
    this.application = application;
    this.job = job;
  }

  private static final String LOGGER = "java.util.logging.Logger"; // that module may be absent

  private static final List<Class<?>> BOXES =
      List.of(
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Boolean.class,
          Character.class,
          BigInteger.class,
          BigDecimal.class,
          LocalTime.class);

  private static final List<Class<?>> FAMILIES =
      List.of(
          Enum.class,
          ClassLoader.class,
          Thread.class,
          ThreadGroup.class,
          Locale.class,
          Charset.class,
          ZoneOffset.class,
          Currency.class,
          Provider.class);

  /** Whether an object of exactly this class may have a name: asked once for each class. */
  static boolean mayBeNamed(Class<?> c) {
    return BOXES.contains(c)
        || FAMILIES.stream().anyMatch(f -> f.isAssignableFrom(c))
        || c.getName().equals(LOGGER);
  }

  /** The object's name, or null where it is an ordinary object. */
  @Nullable AnchorEntry name(Object o) {
    if (o instanceof Enum<?> e && isJdk(e.getDeclaringClass())) {
      return new AnchorEntry(Kind.ENUM, e.getDeclaringClass().getName() + "#" + e.name());
    }
    if (isCachedBox(o)) {
      return new AnchorEntry(Kind.BOXED, boxed(o));
    }
    if (o == application) {
      return new AnchorEntry(Kind.LOADER, "application");
    }
    if (o == ClassLoader.getPlatformClassLoader()) {
      return new AnchorEntry(Kind.LOADER, "platform");
    }
    if (o == job) {
      return new AnchorEntry(Kind.THREAD, "job");
    }
    if (o instanceof ThreadGroup g) {
      return g == group("main")
          ? new AnchorEntry(Kind.GROUP, "main")
          : g == group("system") ? new AnchorEntry(Kind.GROUP, "system") : null;
    }
    if (o instanceof Locale l && !l.hasExtensions()) {
      return equal(l) == l ? new AnchorEntry(Kind.LOCALE, text(l)) : null;
    }
    if (o instanceof Charset c && isJdk(c.getClass())) {
      return charset(c.name()) == c ? new AnchorEntry(Kind.CHARSET, c.name()) : null;
    }
    if (o instanceof ZoneOffset z) {
      String seconds = Integer.toString(z.getTotalSeconds());
      return offset(seconds) == z ? new AnchorEntry(Kind.OFFSET, seconds) : null;
    }
    if (o.getClass().getName().equals(LOGGER)) {
      String name = Loggers.name(o);
      return name == null ? null : new AnchorEntry(Kind.LOGGER, name);
    }
    if (o instanceof Currency c) {
      return new AnchorEntry(Kind.CURRENCY, c.getCurrencyCode());
    }
    if (o instanceof Provider p && isJdk(p.getClass())) {
      return Security.getProvider(p.getName()) == p
          ? new AnchorEntry(Kind.PROVIDER, p.getName())
          : null;
    }
    return null;
  }

  /** The object of this name in this JVM, or null where there is none. */
  @Nullable Object resolve(AnchorEntry a) {
    return switch (a.kind()) {
      case FIELD ->
          a.name().equals(PROPERTIES) ? System.getProperties() : AnchorScan.resolve(a.name());
      case ENUM -> enumConstant(a.name());
      case INTERNED -> a.name().intern();
      case BOXED -> unbox(a.name());
      case LOADER ->
          switch (a.name()) {
            case "application" -> application;
            case "platform" -> ClassLoader.getPlatformClassLoader();
            default -> null;
          };
      case THREAD -> a.name().equals("job") ? job : null;
      case GROUP -> group(a.name());
      case STREAM -> Streams.original(a.name());
      case LOCALE -> locale(a.name());
      case CHARSET -> charset(a.name());
      case LOGGER -> Loggers.named(a.name());
      case OFFSET -> offset(a.name());
      case CURRENCY -> currency(a.name());
      case PROVIDER -> Security.getProvider(a.name());
      case CLASS -> null; // resolved with the classes
    };
  }

  /** The loaders, the thread and its groups, and the boxes that every JVM has in its caches. */
  static List<AnchorEntry> others() {
    List<AnchorEntry> all = new ArrayList<>();
    all.add(new AnchorEntry(Kind.LOADER, "application"));
    all.add(new AnchorEntry(Kind.LOADER, "platform"));
    all.add(new AnchorEntry(Kind.THREAD, "job"));
    all.add(new AnchorEntry(Kind.GROUP, "main"));
    all.add(new AnchorEntry(Kind.GROUP, "system"));
    all.add(new AnchorEntry(Kind.BOXED, "Z true"));
    all.add(new AnchorEntry(Kind.BOXED, "Z false"));
    for (int i = Byte.MIN_VALUE; i <= Byte.MAX_VALUE; i++) { // JLS 5.1.7
      for (char kind : new char[] {'I', 'L', 'S', 'B'}) {
        all.add(new AnchorEntry(Kind.BOXED, kind + " " + i));
      }
      if (i >= 0) {
        all.add(new AnchorEntry(Kind.BOXED, "C " + i));
      }
    }
    return all;
  }

  /** Boxes that every JVM has in its caches, and more of the ints where it was told so. */
  static List<Object> cachedBoxes() {
    List<Object> all = new ArrayList<>(List.of(true, false));
    for (int i = Byte.MIN_VALUE; i <= Byte.MAX_VALUE; i++) { // JLS 5.1.7
      all.addAll(List.of((long) i, (short) i, (byte) i));
      if (i >= 0) {
        all.add((char) i);
      }
    }
    for (int i = Byte.MIN_VALUE; isCachedBox(Integer.valueOf(i)); i++) {
      all.add(i);
    }
    return all;
  }

  /** Whether it is what its class's valueOf or of gives for its value, each time. */
  private static boolean isCachedBox(Object o) {
    if (o instanceof Integer i) {
      return Integer.valueOf(i) == o;
    }
    if (o instanceof Long l) {
      return Long.valueOf(l) == o;
    }
    if (o instanceof Short s) {
      return Short.valueOf(s) == o;
    }
    if (o instanceof Byte b) {
      return Byte.valueOf(b) == o;
    }
    if (o instanceof Boolean b) {
      return Boolean.valueOf(b) == o;
    }
    if (o instanceof Character c) {
      return Character.valueOf(c) == o;
    }
    if (o instanceof BigInteger i && o.getClass() == BigInteger.class) {
      return i.bitLength() < 16 && BigInteger.valueOf(i.longValue()) == o;
    }
    if (o instanceof BigDecimal d && o.getClass() == BigDecimal.class) {
      BigInteger unscaled = d.unscaledValue(); // not precision(), which would be kept in a field
      return unscaled.bitLength() < 16 && BigDecimal.valueOf(unscaled.longValue(), d.scale()) == o;
    }
    return o instanceof LocalTime t
        && t.getMinute() == 0
        && t.getSecond() == 0
        && t.getNano() == 0
        && LocalTime.of(t.getHour(), 0) == o;
  }

  /** A cached box's name; {@link #unbox} gives the box. */
  private static String boxed(Object o) {
    if (o instanceof Boolean b) {
      return "Z " + b;
    }
    if (o instanceof Character c) {
      return "C " + (int) c;
    }
    if (o instanceof BigInteger i) {
      return "N " + i;
    }
    if (o instanceof BigDecimal d) {
      return "D " + d.unscaledValue() + "/" + d.scale();
    }
    return o instanceof LocalTime t
        ? "T " + t.getHour()
        : o.getClass().getSimpleName().charAt(0) + " " + o;
  }

  private static @Nullable Object unbox(String boxed) {
    try {
      String v = boxed.substring(2);
      return switch (boxed.charAt(0)) {
        case 'I' -> same(Integer.valueOf(v), Integer.valueOf(v));
        case 'L' -> same(Long.valueOf(v), Long.valueOf(v));
        case 'S' -> same(Short.valueOf(v), Short.valueOf(v));
        case 'B' -> same(Byte.valueOf(v), Byte.valueOf(v));
        case 'Z' -> Boolean.valueOf(v);
        case 'N' ->
            same(BigInteger.valueOf(Long.parseLong(v)), BigInteger.valueOf(Long.parseLong(v)));
        case 'D' -> same(decimal(v), decimal(v));
        case 'T' -> LocalTime.of(Integer.parseInt(v), 0);
        case 'C' ->
            same(
                Character.valueOf((char) Integer.parseInt(v)),
                Character.valueOf((char) Integer.parseInt(v)));
        default -> null;
      };
    } catch (IndexOutOfBoundsException | NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static BigDecimal decimal(String unscaledAndScale) {
    int slash = unscaledAndScale.indexOf('/');
    return BigDecimal.valueOf(
        Long.parseLong(unscaledAndScale.substring(0, Math.max(0, slash))),
        Integer.parseInt(unscaledAndScale.substring(slash + 1)));
  }

  /** The cached box, or null: {@code AutoBoxCacheMax} may be less here. */
  private static @Nullable Object same(Object a, Object b) {
    return a == b ? a : null;
  }

  private static @Nullable Object enumConstant(String name) {
    int hash = name.indexOf('#');
    try {
      Class<?> c =
          Class.forName(name.substring(0, hash), true, ClassLoader.getPlatformClassLoader());
      for (Object e : Objects.requireNonNullElse(c.getEnumConstants(), new Object[0])) {
        if (((Enum<?>) e).name().equals(name.substring(hash + 1))) {
          return e;
        }
      }
      return null;
    } catch (ClassNotFoundException | IndexOutOfBoundsException | LinkageError e) {
      return null;
    }
  }

  private static String text(Locale l) {
    return l.getLanguage() + "|" + l.getScript() + "|" + l.getCountry() + "|" + l.getVariant();
  }

  /** The JVM's own locale that is equal to one without extensions. */
  static Object equal(Locale l) {
    return Objects.requireNonNull(locale(text(l)));
  }

  private static @Nullable Object locale(String name) {
    String[] part = name.split("\\|", -1);
    if (part.length != 4) {
      return null;
    }
    try { // what forLanguageTag gives at last; it would reject the constants' odd variants
      Method m =
          Locale.class.getDeclaredMethod(
              "getInstance",
              String.class,
              String.class,
              String.class,
              String.class,
              Class.forName("sun.util.locale.LocaleExtensions"));
      m.setAccessible(true);
      return m.invoke(null, part[0], part[1], part[2], part[3], null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.util.Locale.getInstance: " + e, e);
    }
  }

  private static @Nullable Charset charset(String name) {
    try {
      Charset c = Charset.forName(name);
      return isJdk(c.getClass()) ? c : null;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /** Multiples of a quarter of an hour are cached for ever. */
  private static @Nullable ZoneOffset offset(String seconds) {
    try {
      return ZoneOffset.ofTotalSeconds(Integer.parseInt(seconds));
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable ThreadGroup group(String name) {
    ThreadGroup g = job.getThreadGroup();
    while (g != null && !g.getName().equals(name)) {
      g = g.getParent();
    }
    return g;
  }

  private static boolean isJdk(Class<?> c) {
    ClassLoader l = c.getClassLoader();
    return l == null || l == ClassLoader.getPlatformClassLoader();
  }

  /** System's streams as they were when the agent started. */
  static final class Streams {
    private static final @Nullable Object IN = System.in;
    private static final @Nullable PrintStream OUT = System.out;
    private static final @Nullable PrintStream ERR = System.err;

    private Streams() {}

    static @Nullable Object original(String name) {
      return switch (name) {
        case "in" -> IN;
        case "out" -> OUT;
        case "err" -> ERR;
        default -> null;
      };
    }
  }
}
