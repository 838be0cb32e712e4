package exec

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/spikelet/spikelet/internal/exec/exectest"
)

var (
	seed     = flag.Uint64("seed", 0, "the first seed of TestRandomPrograms; 0 for one that was never used")
	programs = flag.Int("programs", 200, "how many programs TestRandomPrograms makes")
)

// present are the executors that can run here, the reference first. Those that cannot are told.
func present(t testing.TB) []exectest.Executor {
	if len(backends) == 1 {
		t.Logf("NOT RUN: machine code: there is none for %s", runtime.GOARCH)
	}
	var list []exectest.Executor
	for i := len(backends) - 1; i >= 0; i-- {
		b := backends[i]
		if missing := b.missing(); missing != "" {
			t.Logf("NOT RUN: executor %s needs %s", b.name, missing)
			continue
		}
		list = append(list, exectest.Executor{Name: b.name, Compile: b.compile, CompileFunc: b.compileFunc})
	}
	return list
}

// TestExecutorsPresent is read by .ci/run, which repeats what it says is NOT RUN.
func TestExecutorsPresent(t *testing.T) {
	for _, e := range present(t) {
		t.Logf("executor %s is run", e.Name)
	}
}

// randomBytes are what seed stands for.
func randomBytes(seed uint64) []byte {
	source := rand.New(rand.NewPCG(seed, 0))
	data := make([]byte, 64+source.IntN(3000))
	for i := range data {
		data[i] = byte(source.Uint32())
	}
	return data
}

// TestRandomPrograms holds all executors against the portable one on programs that it never saw. What fails becomes a file,
// which FuzzPrograms runs from then on.
func TestRandomPrograms(t *testing.T) {
	executors := present(t)
	if len(executors) == 1 {
		t.Skip("NOT RUN: one executor has nothing to agree with")
	}
	first := *seed
	if first == 0 {
		first = uint64(time.Now().UnixNano())
	}
	t.Logf("seeds from %d on; again: go test ./internal/exec -run RandomPrograms -seed %d -programs %d", first, first, *programs)
	for s := first; s < first+uint64(*programs); s++ {
		data := randomBytes(s)
		ok := t.Run("", func(t *testing.T) { exectest.Decode(data).Agree(t, executors) })
		if !ok {
			keep(t, s, data)
			return
		}
	}
}

// keep writes data to where FuzzPrograms finds it.
func keep(t *testing.T, seed uint64, data []byte) {
	file := filepath.Join("testdata", "fuzz", "FuzzPrograms", fmt.Sprintf("seed-%d", seed))
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, fmt.Appendf(nil, "go test fuzz v1\n[]byte(%q)\n", data), 0o644)
	}
	t.Logf("seed %d failed; its program is kept in %s (%v)", seed, file, err)
}

// FuzzPrograms is the same on programs that the fuzzer thinks of.
func FuzzPrograms(f *testing.F) {
	executors := present(f)
	for s := range uint64(20) {
		f.Add(randomBytes(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { exectest.Decode(data).Agree(t, executors) })
}
