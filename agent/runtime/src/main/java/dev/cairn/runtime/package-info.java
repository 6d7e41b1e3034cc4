/**
 * What woven code calls. These classes lie on the boot class path, depend on the JDK alone, and do
 * nothing until an agent {@linkplain dev.cairn.runtime.Woven#install installs} a {@link
 * dev.cairn.runtime.Job}.
 */
@NullMarked
package dev.cairn.runtime;

import org.jspecify.annotations.NullMarked;
