/** Jobs of classes that today's compilers don't make: old ones, large ones, obfuscated ones. */
package dev.cairn.it.made;
