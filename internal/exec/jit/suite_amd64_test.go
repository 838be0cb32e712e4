package jit

import (
	"testing"

	"github.com/spikelet/spikelet/internal/exec/exectest"
)

func TestSuite(t *testing.T) {
	for _, e := range []Executor{AVX2, AVX512} {
		t.Run(e.Name(), func(t *testing.T) {
			if missing := e.Missing(); missing != "" {
				t.Skipf("NOT RUN: this processor lacks %s; package amd64's golden tests still hold its encodings", missing)
			}
			exectest.Run(t, exectest.Executor{Name: e.Name(), Compile: e.Compile, CompileFunc: e.CompileFunc, Lanes: e.Lanes()})
		})
	}
}
