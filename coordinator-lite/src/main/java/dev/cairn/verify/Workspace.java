package dev.cairn.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folders of one verification.
 *
 * <pre>
 *   cairn-verify-123/
 *     work/            the working directory of whatever run is under way
 *     work-remembered/ as the leg under way found it
 *     runs/plain/      out, err, report.json, ck/ and, when it is over, its work/
 *     runs/leg-0003/   ...
 * </pre>
 *
 * All runs see the same absolute working directory, one after the other, since a job may well hold
 * its name in a field.
 */
final class Workspace {
  private final Path root;
  private final List<Path> inputs;

  private Workspace(Path root, List<Path> inputs) {
    this.root = root;
    this.inputs = inputs;
  }

  /**
   * Lays it out.
   *
   * @param root an empty folder
   * @param inputs files and directories that each run finds in its working directory: under their
   *     relative path if they have one, else under their name
   */
  static Workspace create(Path root, List<Path> inputs) throws IOException {
    Files.createDirectory(root.resolve("runs"));
    Files.createFile(root.resolve("no-input"));
    return new Workspace(root, List.copyOf(inputs));
  }

  /** An empty file, for a job that is given no input. */
  Path noInput() {
    return root.resolve("no-input");
  }

  Path work() {
    return root.resolve("work");
  }

  /** Lays out a fresh working directory. */
  void beginWork() throws IOException {
    FileTree.delete(work());
    Files.createDirectory(work());
    for (Path input : inputs) {
      boolean leadsOut = input.isAbsolute() || input.normalize().startsWith("..");
      Path name = leadsOut ? input.getFileName() : input;
      if (name != null) {
        FileTree.copy(input, work().resolve(name.normalize()));
      }
    }
  }

  /** Puts the working directory of a chain aside, for a run of another kind in between. */
  void setWorkAside() throws IOException {
    Files.move(work(), root.resolve("work-of-chain"));
  }

  /** Puts the chain's working directory back. */
  void takeWorkBack() throws IOException {
    FileTree.delete(work());
    Files.move(root.resolve("work-of-chain"), work());
  }

  /** Remembers what the working directory holds, instead of what was remembered before. */
  void rememberWork() throws IOException {
    FileTree.delete(remembered());
    FileTree.replicate(work(), remembered());
  }

  /** Lays out a working directory that holds what was remembered. */
  void recallWork() throws IOException {
    FileTree.delete(work());
    FileTree.replicate(remembered(), work());
  }

  private Path remembered() {
    return root.resolve("work-remembered");
  }

  /** Puts the working directory aside with the other files of run {@code name}. */
  void keepWork(String name) throws IOException {
    Files.move(work(), run(name).resolve("work"));
  }

  /** The folder of run {@code name}, made if need be. */
  Path run(String name) throws IOException {
    return Files.createDirectories(root.resolve("runs").resolve(name));
  }
}
