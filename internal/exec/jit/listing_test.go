package jit

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/spikelet/spikelet/internal/exec/exectest"
	"github.com/spikelet/spikelet/internal/exec/jit/amd64/gnuas"
	"github.com/spikelet/spikelet/internal/ir"
)

var update = flag.Bool("update", false, "write the golden files")

var targets = []target{avx2, avx512}

// everything is a program with every operation of the IR that has machine code, columns of every type in every role, and more
// values at a time than there are registers of either kind.
func everything() *ir.Program {
	p := &ir.Program{Name: "everything"}
	b := ir.NewBuilder("step")
	values := map[ir.Type][]ir.Value{}
	for _, r := range []ir.Role{ir.StateColumn, ir.ParamColumn, ir.UniformColumn} {
		for _, t := range []ir.Type{ir.F64, ir.I64, ir.Bool} {
			name := fmt.Sprintf("%v_%v", t, r)
			p.Columns = append(p.Columns, ir.Column{Name: name, Type: t, Role: r})
			values[t] = append(values[t], b.Input(name, t))
		}
	}
	f, i, c := values[ir.F64], values[ir.I64], values[ir.Bool]
	f = append(f, everyFloat(b, f, i, c)...)
	i = append(i, everyInteger(b, f, i, c)...)
	c = append(c, everyBool(b, f, i, c)...)
	b.Output("f64_state", sum(b, ir.Add, f))
	b.Output("i64_state", sum(b, ir.Xor, i))
	b.Output("bool_state", sum(b, ir.Xor, c))
	p.Step = b.Func()
	return p
}

// everyFloat uses all operations with a float result.
func everyFloat(b *ir.Builder, f, i, c []ir.Value) []ir.Value {
	var made []ir.Value
	for _, op := range []ir.Op{ir.Add, ir.Sub, ir.Mul, ir.Div} {
		made = append(made, b.Op(op, f[0], f[1]), b.Op(op, f[1], b.F(3)), b.Op(op, b.F(0.1), f[2]))
	}
	for _, op := range []ir.Op{ir.Neg, ir.Abs, ir.Sqrt, ir.Floor, ir.Ceil, ir.Trunc, ir.RoundEven} {
		made = append(made, b.Op(op, f[0]), b.Op(op, made[len(made)-1]))
	}
	made = append(made, b.FMA(f[0], f[1], f[2]), b.FMA(f[0], b.F(3), made[0]), b.FMA(made[1], f[1], b.F(-1)), b.FMA(f[0], f[0], f[0]))
	made = append(made, b.Select(c[0], f[0], f[1]), b.Select(c[1], b.F(1), made[2]), b.Op(ir.ToFloat, i[0]), b.Op(ir.Float, i[1]))
	less := b.Op(ir.Lt, f[0], f[1])
	return append(made, b.Select(less, f[0], f[1]), b.Select(less, f[1], f[0]))
}

// everyInteger uses all operations with an integer result.
func everyInteger(b *ir.Builder, f, i, c []ir.Value) []ir.Value {
	var made []ir.Value
	for _, op := range []ir.Op{ir.Add, ir.Sub, ir.Mul, ir.Quo, ir.Rem, ir.And, ir.Or, ir.Xor} {
		made = append(made, b.Op(op, i[0], i[1]), b.Op(op, i[2], b.I(-7)))
	}
	for _, op := range []ir.Op{ir.Shl, ir.Shr, ir.Sar} {
		made = append(made, b.Shift(op, i[0], 0), b.Shift(op, i[1], 13), b.Shift(op, made[0], 63))
	}
	made = append(made, b.Op(ir.Neg, i[0]), b.Op(ir.Not, i[1]), b.Op(ir.ToInt, f[0]), b.Op(ir.Bits, f[1]))
	return append(made, b.Select(c[0], i[0], i[1]), b.Select(c[2], made[3], b.I(5)))
}

// everyBool uses all operations with a Boolean result.
func everyBool(b *ir.Builder, f, i, c []ir.Value) []ir.Value {
	var made []ir.Value
	for _, op := range []ir.Op{ir.Eq, ir.Ne, ir.Lt, ir.Le} {
		made = append(made, b.Op(op, f[0], f[1]), b.Op(op, f[1], b.F(2)), b.Op(op, i[0], i[1]), b.Op(op, i[1], b.I(2)))
	}
	for _, op := range []ir.Op{ir.And, ir.Or, ir.Xor} {
		made = append(made, b.Op(op, c[0], c[1]), b.Op(op, made[0], c[2]))
	}
	return append(made, b.Op(ir.Not, c[0]), b.Select(c[0], c[1], made[1]), b.Select(made[2], b.Bool(true), c[0]))
}

// sum takes the values together, the last first: until then all are alive.
func sum(b *ir.Builder, op ir.Op, values []ir.Value) ir.Value {
	total := values[len(values)-1]
	for k := len(values) - 2; k >= 0; k-- {
		total = b.Op(op, total, values[k])
	}
	return total
}

// TestListingOfEverything compares listing and bytes with golden files. It needs neither a processor that could run the code
// nor an assembler.
func TestListingOfEverything(t *testing.T) {
	for _, target := range targets {
		t.Run(target.name, func(t *testing.T) {
			p := everything()
			text, err := Listing(target.name, p)
			if err != nil {
				t.Fatal(err)
			}
			sections, err := list(target, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range sections {
				text += "\n# bytes of: " + s.title + "\n" + hexLines(s.text)
			}
			golden(t, "everything."+target.name+".golden", text)
		})
	}
}

func hexLines(data []byte) string {
	var b strings.Builder
	for len(data) > 0 {
		n := min(32, len(data))
		b.WriteString(hex.EncodeToString(data[:n]) + "\n")
		data = data[n:]
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s, -want +got; -update writes it anew:\n%.4000s", file, diff)
	}
}

// TestListingsAssemble: the GNU assembler makes of every listing the bytes that were generated, also of random programs.
func TestListingsAssemble(t *testing.T) {
	programs := []*ir.Program{everything()}
	source := rand.New(rand.NewPCG(1, 2))
	for range 15 {
		data := make([]byte, 1500)
		for i := range data {
			data[i] = byte(source.Uint32())
		}
		programs = append(programs, exectest.Decode(data).Program())
	}
	for k, p := range programs {
		for _, target := range targets {
			sections, err := list(target, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range sections {
				want, here := gnuas.Assemble(t, s.listing)
				if here && !bytes.Equal(s.text, want) {
					t.Errorf("program %d, %s, %s: %d bytes differ from the assembler's %d", k, target.name, s.title, len(s.text), len(want))
				}
			}
		}
	}
}

func TestNoListing(t *testing.T) {
	if _, err := Listing("portable", everything()); err == nil || !strings.Contains(err.Error(), "avx2 and avx512") {
		t.Errorf("listing for the portable executor: %v", err)
	}
	p := everything()
	p.Columns = nil
	if _, err := Listing("avx2", p); err == nil {
		t.Error("a listing of what is no program")
	}
}
