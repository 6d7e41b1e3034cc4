package dev.cairn.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The agent's options, in the order given: {@code k=v,k=v,flag}. Immutable. */
public final class AgentOptions {
  public static final AgentOptions NONE = new AgentOptions(Map.of());

  private final Map<String, String> values;

  private AgentOptions(Map<String, String> values) {
    this.values = values;
  }

  /** With {@code key=value}; a null value leaves the options as they are. */
  public AgentOptions with(String key, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, value.toString());
    return new AgentOptions(more);
  }

  /** What {@code key} was given, or null. */
  public @Nullable String value(String key) {
    return values.get(key);
  }

  /** With {@code key} alone where {@code on}. */
  public AgentOptions flag(String key, boolean on) {
    return on ? with(key, "") : this;
  }

  /**
   * The text after {@code -javaagent:cairn-agent.jar=}; a comma in a value is written {@code \,}.
   */
  public String text() {
    return values.entrySet().stream()
        .map(
            e ->
                e.getValue().isEmpty()
                    ? e.getKey()
                    : e.getKey() + "=" + e.getValue().replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return text();
  }
}
