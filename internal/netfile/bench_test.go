package netfile

import (
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/diag"
)

// BenchmarkColumn reads a column of 10 000 numbers whose unit is in the header, or in each cell.
func BenchmarkColumn(b *testing.B) {
	for name, text := range map[string]string{
		"header": "C_m (nF)\n" + strings.Repeat("0.25\n", 10_000),
		"cells":  "C_m\n" + strings.Repeat("0.25 nF\n", 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			source := diag.NewSource("table.csv", text)
			for b.Loop() {
				w := number("C_m", "pF")
				c := column{reader: newReader(".", defaultLimits()), table: newLocator(source), wanted: &w, name: "C_m"}
				if xs, ok := c.read(); !ok || len(xs) != 10_000 || xs[0] != 250 {
					b.Fatal("not read")
				}
			}
		})
	}
}

// BenchmarkRead reads, checks and builds a network of two neurons.
func BenchmarkRead(b *testing.B) {
	text := "simulation: {duration: 1 ms}\npopulations: {pair: {model: hh_psc_alpha_gap, size: 2, parameters: {I_e: [1 pA, 2 pA]}}}\n"
	for b.Loop() {
		if s := newReader(".", defaultLimits()).read("net.yaml", text, Options{}); s == nil {
			b.Fatal("not read")
		}
	}
}
