/** What others can see of the agent: its entry and its class loader. */
@NullMarked
package dev.cairn.agent.premain;

import org.jspecify.annotations.NullMarked;
