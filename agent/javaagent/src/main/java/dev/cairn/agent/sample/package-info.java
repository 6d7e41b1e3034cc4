/** Watches which loops a program is in; nothing is saved or stopped. */
@org.jspecify.annotations.NullMarked
package dev.cairn.agent.sample;
