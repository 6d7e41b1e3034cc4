package dev.cairn.instrumenter.plan;

/** The names of Cairn's annotations in class files; the library itself need not be there. */
final class Names {
  static final String CHECKPOINT_LOOP = "Ldev/cairn/annotations/CheckpointLoop;";
  static final String CHECKPOINT_JOB = "Ldev/cairn/annotations/CheckpointJob;";
  static final String CAIRN = "dev/cairn/annotations/Cairn";
  static final String SAFE_POINT = "safePoint";

  private static final int LONGEST_NAME = 200;

  private Names() {}

  /** Whether a string constant may be the name by which a program looks for a method. */
  static boolean mayBeMethod(String constant) {
    return !constant.isEmpty()
        && constant.length() <= LONGEST_NAME
        && Character.isJavaIdentifierStart(constant.charAt(0))
        && constant.chars().allMatch(Character::isJavaIdentifierPart);
  }

  /** {@code com/acme/Main} as people write it. */
  static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
