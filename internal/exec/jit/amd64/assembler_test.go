package amd64

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/jit/amd64/gnuas"
)

var update = flag.Bool("update", false, "write the golden files from what the GNU assembler makes")

// assembled is one instruction with its bytes.
type assembled struct {
	text  string
	bytes []byte
}

// assemble emits each step on its own Asm line and returns what Asm makes of it and the listing of all.
func assemble(t *testing.T, steps []func(*Asm)) (lines []assembled, listing string) {
	t.Helper()
	a := New()
	a.Record()
	var starts []int
	for _, step := range steps {
		starts = append(starts, len(a.code))
		step(a)
		if a.err != nil {
			t.Fatalf("after %q: %v", a.lines[len(a.lines)-1], a.err)
		}
	}
	code, err := a.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if len(a.lines) != len(steps) {
		t.Fatalf("%d steps gave %d lines", len(steps), len(a.lines))
	}
	starts = append(starts, len(a.code))
	for i, text := range a.lines {
		lines = append(lines, assembled{strings.TrimSpace(text), code[starts[i]:starts[i+1]]})
	}
	if pool := code[len(a.code):]; len(pool) > 0 {
		lines = append(lines, assembled{"constants", pool})
	}
	return lines, a.Listing()
}

// compareBytes reports the first lines whose bytes are not those of want.
func compareBytes(t *testing.T, lines []assembled, want []byte) {
	t.Helper()
	offset, reported := 0, 0
	for _, l := range lines {
		end := min(offset+len(l.bytes), len(want))
		if !bytes.Equal(want[offset:end], l.bytes) {
			t.Errorf("%s\n\tmade % x\n\twant % x", l.text, l.bytes, want[offset:min(end+4, len(want))])
			if reported++; reported == 1 {
				return // what follows has moved
			}
		}
		offset = end
	}
	if offset != len(want) {
		t.Errorf("%d bytes are missing", len(want)-offset)
	}
}

// golden compares what Asm makes of steps with testdata/name.golden and, where it is here, with the GNU assembler.
func golden(t *testing.T, name string, steps []func(*Asm)) {
	t.Helper()
	lines, listing := assemble(t, steps)
	want, here := gnuas.Assemble(t, listing)
	if here {
		compareBytes(t, lines, want)
	}
	var text strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&text, "%-24s %s\n", hex.EncodeToString(l.bytes), l.text)
	}
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if !here || t.Failed() {
			t.Fatal("golden files are written only where the GNU assembler agrees")
		}
		if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	made := strings.Split(text.String(), "\n")
	for i, line := range strings.Split(string(stored), "\n") {
		if i >= len(made) || made[i] != line {
			t.Fatalf("%s:%d: want %q, made %q", file, i+1, line, made[min(i, len(made)-1)])
		}
	}
	if len(made) != 1+strings.Count(string(stored), "\n") {
		t.Fatalf("%s: %d lines, made %d", file, strings.Count(string(stored), "\n"), len(made)-1)
	}
}
