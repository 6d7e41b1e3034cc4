package dev.cairn.instrumenter.plan;

import java.util.HashSet;
import java.util.Set;

/**
 * The interfaces behind which a dynamic proxy may stand: the application's, and those of the JDK
 * that reachable code names by a class literal, with their superinterfaces; none where it makes no
 * proxies.
 */
final class ProxiedTypes {
  /** What the class of a proxy calls. */
  static final Dispatch HANDLER = new Dispatch("java/lang/reflect/InvocationHandler", Plan.HANDLER);

  private final ClassIndex index;
  private final Hierarchy hierarchy;
  private final Set<String> named = new HashSet<>();
  private boolean active;

  ProxiedTypes(ClassIndex index, Hierarchy hierarchy) {
    this.index = index;
    this.hierarchy = hierarchy;
  }

  static boolean makesProxies(CallSite call) {
    return call.owner().equals("java/lang/reflect/Proxy")
        && (call.name().equals("newProxyInstance") || call.name().equals("getProxyClass"));
  }

  /**
   * Reachable code makes proxies.
   *
   * @return whether that is news
   */
  boolean activate() {
    boolean news = !active;
    active = true;
    return news;
  }

  /**
   * Reachable code holds a class literal.
   *
   * @return whether there are more types than before
   */
  boolean name(String type) {
    boolean more = false;
    for (String t : hierarchy.supertypes(type)) {
      more |= isInterface(t) && named.add(t);
    }
    return more && active;
  }

  /** Whether calls by a type may arrive at a proxy. */
  boolean contains(String type) {
    return active && isInterface(type) && (index.isApplication(type) || named.contains(type));
  }

  private boolean isInterface(String type) {
    ClassInfo c = index.find(type);
    return c != null && c.isInterface();
  }
}
