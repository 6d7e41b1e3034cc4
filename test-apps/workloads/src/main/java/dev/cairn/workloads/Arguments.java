package dev.cairn.workloads;

/** Positional whole-number arguments with defaults. */
final class Arguments {
  private final String usage;
  private final String[] args;

  Arguments(String usage, String[] args) {
    this.usage = usage;
    this.args = args.clone();
  }

  /** The argument at {@code index}, or {@code byDefault} where it wasn't given. */
  int at(int index, int byDefault) {
    if (index >= args.length) {
      return byDefault;
    }
    try {
      return Integer.parseInt(args[index]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "argument "
              + (index + 1)
              + " is not a whole number: "
              + args[index]
              + "; usage: "
              + usage,
          e);
    }
  }
}
