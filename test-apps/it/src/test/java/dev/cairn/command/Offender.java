package dev.cairn.command;

/** Breaks: the command knows nothing of the agent. */
final class Offender {
  final dev.cairn.agent.Offender agent = new dev.cairn.agent.Offender();
}
