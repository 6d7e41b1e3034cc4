/** Identity of code: digests of class files, of the class and of each method. */
@NullMarked
package dev.cairn.instrumenter.digest;

import org.jspecify.annotations.NullMarked;
