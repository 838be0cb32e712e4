// Package shape writes down what one loop of the portable executor computes: a small expression over registers and
// constants such as "add (mul r k) r". Package loopgen makes Go loops of shapes; package portable looks for them in a
// Func, largest first.
package shape
