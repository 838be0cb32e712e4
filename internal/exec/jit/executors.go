//go:build amd64

package jit

import (
	"strings"
	"sync"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
	"golang.org/x/sys/cpu"
)

// Executor is one instruction set to compile for.
type Executor struct{ target target }

// AVX2 and AVX512 are the executors of this package.
var (
	AVX2   = Executor{avx2}
	AVX512 = Executor{avx512}
)

// Name is what its kernels call themselves.
func (e Executor) Name() string { return e.target.name }

// Lanes is the number of neurons that one instruction works on.
func (e Executor) Lanes() int { return e.target.lanes }

// Compile makes machine code of p.
func (e Executor) Compile(p *ir.Program) (kernel.Kernel, error) { return compile(e.target, p) }

// executable reports whether this system lets memory become executable: some are set up not to.
var executable = sync.OnceValue(func() bool {
	const ret = 0xc3
	m, err := mapText([]byte{ret})
	return err == nil && unmapText(m) == nil
})

// Missing lists what this machine lacks to run e, "" when nothing.
func (e Executor) Missing() string {
	needs := []struct {
		name string
		has  bool
	}{{"AVX2", cpu.X86.HasAVX2}, {"FMA", cpu.X86.HasFMA}}
	if e.target.masks {
		needs = append(needs, []struct {
			name string
			has  bool
		}{
			{"AVX-512F", cpu.X86.HasAVX512F}, {"AVX-512DQ", cpu.X86.HasAVX512DQ},
			{"AVX-512BW", cpu.X86.HasAVX512BW}, {"AVX-512VL", cpu.X86.HasAVX512VL},
		}...)
	}
	var missing []string
	for _, n := range needs {
		if !n.has {
			missing = append(missing, n.name)
		}
	}
	if missing == nil && !executable() {
		missing = []string{"memory that may become executable"}
	}
	return strings.Join(missing, ", ")
}
