package exec

import "github.com/spikelet/spikelet/internal/exec/jit"

func init() {
	for speed, e := range []jit.Executor{jit.AVX2, jit.AVX512} {
		register(backend{
			name: e.Name(), speed: speed + 1, missing: e.Missing, compile: e.Compile, compileFunc: e.CompileFunc,
		})
	}
}
