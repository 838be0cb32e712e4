// Package invalid says what of a user's wish cannot be built: where it was said, what is wrong, what would be right. All
// packages that build a network from numbers and names return these errors, several at once in a List; the reader of network
// files turns Path into a place in the file.
package invalid
