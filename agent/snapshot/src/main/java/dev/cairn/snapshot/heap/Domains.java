package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of the protection domains of classes that a loader of the job's own defined.
 *
 * <pre>
 *   (empty)        the loader's default
 *   class k        that of the loader's class, or of its k-th superclass
 *   source url     what SecureClassLoader makes for a place without signers; no url: "source"
 * </pre>
 */
final class Domains {
  private static final long DEFAULT = Mem.offset(ClassLoader.class, "defaultDomain");
  private static final long BY_SOURCE = Mem.offset(SecureClassLoader.class, "pdcache");

  private Domains() {}

  @SuppressWarnings("ReferenceEquality") // the domain itself is wanted
  static String name(Class<?> c, ClassLoader loader) {
    ProtectionDomain domain = c.getProtectionDomain();
    if (domain == Mem.getRef(loader, DEFAULT)) {
      return "";
    }
    int k = 0;
    for (Class<?> s = loader.getClass(); s.getClassLoader() != null; s = s.getSuperclass()) {
      if (s.getProtectionDomain() == domain) {
        return "class " + k;
      }
      k++;
    }
    CodeSource source = domain.getCodeSource();
    if (loader instanceof SecureClassLoader
        && source != null
        && source.getCertificates() == null
        && Mem.getRef(loader, BY_SOURCE) instanceof Map<?, ?> made
        && made.values().stream().anyMatch(d -> d == domain)) {
      return source.getLocation() == null ? "source" : "source " + source.getLocation();
    }
    throw LoaderContent.refused(
        "class " + c.getName() + " has a protection domain that the program made, or is signed",
        "define it without one, or with that of its loader's class");
  }

  /** The domain of this name; null stands for the loader's default. */
  static @Nullable ProtectionDomain resolve(String name, ClassLoader loader) {
    if (name.isEmpty()) {
      return null;
    }
    try {
      if (name.startsWith("class ")) {
        Class<?> s = loader.getClass();
        for (int k = Integer.parseInt(name.substring(6)); k > 0; k--) {
          s = s.getSuperclass();
        }
        return s.getProtectionDomain();
      }
      String url = name.equals("source") ? null : name.substring("source ".length());
      CodeSource source =
          new CodeSource(
              url == null ? null : new URI(url).toURL(), (Certificate @Nullable []) null);
      return (ProtectionDomain)
          LambdaSpinner.trusted(SecureClassLoader.class)
              .findVirtual(
                  SecureClassLoader.class,
                  "getProtectionDomain",
                  MethodType.methodType(ProtectionDomain.class, CodeSource.class))
              .invoke((SecureClassLoader) loader, source);
    } catch (Throwable e) { // whatever the JDK makes of a name that is none
      throw new SnapshotMismatchException(
          "there is no protection domain '" + name + "' here (" + e + ")");
    }
  }
}
