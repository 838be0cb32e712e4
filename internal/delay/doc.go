// Package delay keeps what values were some steps ago. In go the values of n variables, step by step; out come those of d
// steps before, one d for all or one for each. The root package makes the delays of its Neurons of it; the order of slots is
// that of LengthDelay in BrainPy 2.1.
package delay
