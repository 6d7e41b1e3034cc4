package dev.cairn.instrumenter.weave;

import java.util.List;

/**
 * A class after weaving. Treat the bytes as immutable.
 *
 * @param className internal name
 * @param bytes the woven class file
 * @param methods the woven methods, in class file order
 * @param unsupported the methods left as they were although the plan wants them woven, in class
 *     file order
 * @param notes woven methods that HotSpot treats worse for their size, in class file order
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record WovenClass(
    String className,
    byte[] bytes,
    List<WovenMethodInfo> methods,
    List<UnsupportedMethod> unsupported,
    List<SizeNote> notes) {
  public WovenClass {
    methods = List.copyOf(methods);
    unsupported = List.copyOf(unsupported);
    notes = List.copyOf(notes);
  }
}
