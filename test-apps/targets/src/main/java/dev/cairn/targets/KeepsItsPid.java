package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/** Not deterministic on purpose: its process id is part of its state, though never printed. */
public final class KeepsItsPid {
  private long pid;
  private long sum = 1;

  private KeepsItsPid() {}

  public static void main(String[] args) {
    KeepsItsPid job = new KeepsItsPid();
    for (@CheckpointLoop int i = 0; i < 40; i++) {
      job.pid = ProcessHandle.current().pid();
      job.sum = job.sum * 31 + i;
    }
    System.out.println("sum " + job.sum);
  }
}
