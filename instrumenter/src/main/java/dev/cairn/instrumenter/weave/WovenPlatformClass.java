package dev.cairn.instrumenter.weave;

import java.util.List;

/**
 * A class of the JDK after weaving. Treat the bytes as immutable.
 *
 * @param className internal name
 * @param bytes the class file with the woven methods in place of the originals; it has the same
 *     members, so that a loaded class can be retransformed to it
 * @param clones a class file that holds the clones, to be defined as a hidden nestmate of the class
 * @param methods the woven methods, in class file order
 * @param unsupported the methods left as they were although the plan wants them woven
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record WovenPlatformClass(
    String className,
    byte[] bytes,
    byte[] clones,
    List<WovenMethodInfo> methods,
    List<UnsupportedMethod> unsupported) {
  public WovenPlatformClass {
    methods = List.copyOf(methods);
    unsupported = List.copyOf(unsupported);
  }
}
