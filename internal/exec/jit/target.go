package jit

import "github.com/spikelet/spikelet/internal/exec/jit/amd64"

// target is what the generator must know of an instruction set.
type target struct {
	name  string
	enc   amd64.Enc
	width amd64.Width
	lanes int  // of 64 bits in a vector
	vecs  int  // vector registers
	masks bool // Bools live in mask registers; else in vectors of all ones or zeros
}

var (
	avx2   = target{name: "avx2", enc: amd64.VEX, width: amd64.W256, lanes: 4, vecs: 16}
	avx512 = target{name: "avx512", enc: amd64.EVEX, width: amd64.W512, lanes: 8, vecs: 32, masks: true}
)

// bytes is the size of a vector.
func (t target) bytes() int32 { return int32(8 * t.lanes) }
