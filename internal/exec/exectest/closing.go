package exectest

import (
	"strings"
	"sync"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/kernel"
	"github.com/spikelet/spikelet/internal/ir"
)

// Closing closes kernels, also under steps that run: those end as if nothing had happened, later ones panic.
func Closing(t *testing.T, e Executor) {
	for _, p := range []*ir.Program{fixedProgram(), adaptiveProgram()} {
		k, err := e.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		want := newFrame(p, 3*e.Lanes+1, startValue)
		start := want.clone()
		reference(p, &want.Frame, 0, want.N)
		var group sync.WaitGroup
		stepped := make(chan bool, 1)
		for range 4 {
			group.Go(func() {
				for {
					f := start.clone()
					if message := panicOf(func() { k.Step(&f.Frame, 0, f.N) }); message != "" {
						if !strings.Contains(message, ": ") || !strings.Contains(message, "closed") {
							t.Errorf("a step of a closed kernel panics with %q", message)
						}
						return
					}
					select {
					case stepped <- true:
					default:
					}
					f.equal(t, want)
				}
			})
		}
		<-stepped
		k.Close()
		k.Close()
		group.Wait()
		stillClosed(t, k, start)
	}
}

func stillClosed(t *testing.T, k kernel.Kernel, f *frame) {
	k.Close()
	if panicOf(func() { k.Step(&f.Frame, 0, f.N) }) == "" {
		t.Error("a closed kernel stepped")
	}
}

// panicOf is the message that f panics with, "" when it does not.
func panicOf(f func()) (message string) {
	defer func() { message, _ = recover().(string) }()
	f()
	return ""
}
