package dev.cairn.coordinator.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, but for the body.
 *
 * @param path what stands for the route's variables
 * @param query its parameters
 * @param lastEventId up to where a stream's reader has it, or null
 */
record Call(Map<String, String> path, Map<String, String> query, @Nullable String lastEventId) {
  /** One of the route's variables. */
  String variable(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no variable " + name);
    }
    return value;
  }

  /** The job that it is about. */
  long job() {
    return number(variable("job"), "job's number");
  }

  static long number(String text, String what) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new HttpProblem(400, text + " is no " + what);
    }
    return Long.parseLong(text);
  }
}
