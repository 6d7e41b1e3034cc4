package dev.cairn.fuzz.tree;

/** What an expression gives. */
public enum Kind {
  INT("int", "1"),
  LONG("long", "1L"),
  FLOAT("float", "0.5f"),
  DOUBLE("double", "0.5"),
  BOOLEAN("boolean", "true"),
  STRING("String", "\"c\"");

  private final String type;
  private final String constant;

  Kind(String type, String constant) {
    this.type = type;
    this.constant = constant;
  }

  /** As Java writes the type. */
  public String type() {
    return type;
  }

  /** The simplest expression of this kind. */
  public String constant() {
    return constant;
  }
}
