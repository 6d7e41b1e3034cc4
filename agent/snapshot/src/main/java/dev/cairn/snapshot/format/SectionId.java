package dev.cairn.snapshot.format;

import org.jspecify.annotations.Nullable;

/** The sections of a snapshot file, in the order in which they lie in it. */
public enum SectionId {
  /** Job, plan, class digests, progress, state digest, histogram. */
  JOB(0x204a4f42, false),
  /** Where and when; differs between equal states. */
  HOST(0x484f5354, false),
  /** Frames and their values. */
  FRAMES(0x4652414d, true),
  /** Classes in the order of their first object, their fields, how many objects. */
  CLASSES(0x434c4153, true),
  /** The class of each object, in the order of numbers. */
  TYPES(0x54595045, true),
  /** What each anchor is called. */
  ANCHORS(0x414e4348, true),
  /** Lengths of arrays and texts, class by class. */
  LENGTHS(0x4c454e47, true),
  /** Fields and elements: one column per field of a class. */
  DATA(0x44415441, true),
  /** Static fields. */
  STATICS(0x53544154, true),
  /** Values of thread locals in the job's thread. */
  LOCALS(0x544c4f43, true),
  /** References that the JDK holds for the job: exception handlers, context class loader. */
  SLOTS(0x534c4f54, true),
  /** Identity hashes of objects that have one. */
  HASHES(0x48415348, false),
  /**
   * State of the JDK that the job sees: generators' seeds, the iteration order's salt, changed
   * properties.
   */
  RUNTIME(0x52554e54, false),
  /** Where the chunks lie that all other sections consist of, and which they are. */
  CHUNKS(0x43484e4b, false),
  /** The chunks themselves, in a file that needs no directory of chunks. */
  PACK(0x5041434b, false);

  private final int code;
  private final boolean state;

  SectionId(int code, boolean state) {
    this.code = code;
    this.state = state;
  }

  /** Its number in the section table. */
  int code() {
    return code;
  }

  /** Whether it lies in chunks from format 2.0 on; else it lies in the file itself. */
  public boolean isChunked() {
    return switch (this) {
      case JOB, HOST, FRAMES, CHUNKS, PACK -> false;
      default -> true;
    };
  }

  /** Whether every snapshot of this major version has it in the file itself. */
  boolean isInFile(int major) {
    return switch (this) {
      case PACK -> false;
      case CHUNKS -> major >= 2;
      default -> major < 2 || !isChunked();
    };
  }

  /** Whether the state digest covers it. */
  public boolean isState() {
    return state;
  }

  static @Nullable SectionId of(int code) {
    for (SectionId s : values()) {
      if (s.code == code) {
        return s;
      }
    }
    return null;
  }
}
