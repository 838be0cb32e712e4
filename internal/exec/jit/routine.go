//go:build amd64

package jit

import (
	"fmt"
	"runtime"

	"github.com/spikelet/spikelet/internal/ir"
)

// routine is a Func as machine code in memory.
type routine struct {
	f       *ir.Func
	lanes   int // of a vector
	text    []byte
	scratch int // bytes
	dropped runtime.Cleanup
}

// newRoutine compiles f; uniform tells which inputs, by name, are one value for all lanes.
func newRoutine(t target, f *ir.Func, uniform func(name string) bool) (*routine, error) {
	g := prepare(t, f, uniform)
	c, err := g.generate()
	if err != nil {
		return nil, fmt.Errorf("jit: %s: %w", f.Name, err)
	}
	text, err := mapText(c.text)
	if err != nil {
		return nil, fmt.Errorf("jit: memory for machine code: %w", err)
	}
	r := &routine{f: g.f, lanes: t.lanes, text: text, scratch: c.scratch}
	r.dropped = runtime.AddCleanup(r, func(text []byte) { _ = unmapText(text) }, text)
	return r, nil
}

// release gives the memory of the code back; the routine cannot run after it.
func (r *routine) release() {
	r.dropped.Stop()
	if err := unmapText(r.text); err != nil {
		panic("jit: " + err.Error())
	}
	r.text = nil
}

// words is the number of words of the routine's argument.
func (r *routine) words() int { return headWords + len(r.f.In) + len(r.f.Out) }
