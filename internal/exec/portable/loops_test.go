package portable

import (
	"testing"

	"github.com/spikelet/spikelet/internal/exec/portable/shape"
)

// BenchmarkLoops is the time per lane of some loops on a whole block, all in the first-level cache.
func BenchmarkLoops(b *testing.B) {
	for _, s := range []string{
		"add r r", "mul r k", "div r r", "fma r r r", "flt r r", "sel w w w", "add (mul r r) r",
		"fma r r (fma r r (fma r r r))", "sub (mul (mul r k) (sub k r)) (mul (mul r k) r)",
	} {
		b.Run(s, func(b *testing.B) {
			in, n := looped(s)
			for b.Loop() {
				in.run(in, tiles)
			}
			perLane := float64(b.Elapsed().Nanoseconds()) / float64(b.N*blockLanes)
			b.ReportMetric(perLane, "ns/lane")
			b.ReportMetric(perLane/float64(n), "ns/lane-op")
		})
	}
}

// looped is an instruction of the given shape and its number of operations.
func looped(s string) (*instr, int) {
	t := shape.Parse(s)
	in := &instr{d: new(block)}
	for i := range in.r {
		in.r[i] = new(block)
		for l := range blockLanes {
			flatFloats(in.r[i])[l] = 1 + float64(l)/blockLanes
		}
	}
	for i := range in.k {
		in.k[i] = 0x3ff0_0000_0000_0000
	}
	for _, p := range patterns()[t.Op] {
		if p.name == s {
			in.run = p.run
		}
	}
	return in, t.Size()
}
