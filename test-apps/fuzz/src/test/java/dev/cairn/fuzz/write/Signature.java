package dev.cairn.fuzz.write;

import dev.cairn.fuzz.tree.Kind;
import java.util.List;

/**
 * A method of the program, known to its callers before its body is written.
 *
 * @param number methods call those of their own number and higher ones
 * @param instance whether it is called on an object of {@code Main}
 */
record Signature(int number, Kind result, List<Kind> parameters, boolean instance) {
  String name() {
    return "m" + number;
  }

  static String parameter(int i) {
    return "p" + i;
  }
}
