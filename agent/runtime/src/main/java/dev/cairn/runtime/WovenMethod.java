package dev.cairn.runtime;

import java.util.Set;

/**
 * What the stack check must know of a woven method, or of its clone.
 *
 * @param key name and descriptor as written, such as {@code "step(ID)V"}
 * @param root whether the job may live in it
 * @param checkedCalls name and descriptor of every call after which the method looks whether it has
 *     to save itself
 */
public record WovenMethod(String key, boolean root, Set<String> checkedCalls) {
  public WovenMethod {
    checkedCalls = Set.copyOf(checkedCalls);
  }

  /** As {@link #checkedCalls} of its callers name it: a constructor after its class and a dot. */
  String checkedKey(Class<?> owner) {
    return key.startsWith("<init>") ? owner.getName().replace('.', '/') + "." + key : key;
  }
}
