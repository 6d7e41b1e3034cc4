package dev.cairn.snapshot;

/** Breaks: the snapshot knows nothing of the agent. */
final class Offender {
  final dev.cairn.agent.Offender agent = new dev.cairn.agent.Offender();
}
