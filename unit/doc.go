// Package unit knows physical dimensions and units: it reads "250 pF" or "nS/ms", tells whether two units measure the same
// thing, and converts numbers between them with one rounding at most.
//
// Inside spikelet every number is in one coherent system: ms, mV, pA, and so nS = pA/mV, pF = pA·ms/mV, GOhm = mV/pA; and
// mM for concentrations. Conversion happens once, when text is read.
package unit
