package gen_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/spikelet/spikelet/internal/ir/mathfn/gen"
)

var update = flag.Bool("update", false, "write the generated file")

const generated = "../../../exec/portable/mathfn_gen.go"

func TestGenerated(t *testing.T) {
	want, err := gen.Source()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(generated, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(generated)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s is not what the bodies say; run go generate ./internal/ir/mathfn/gen", generated)
	}
}
