package amd64

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/spikelet/spikelet/internal/exec/jit/amd64/gnuas"
)

// branchy emits n instructions of all lengths, jumps to labels near and far and references to constants among them.
func branchy(seed uint64, n int) *Asm {
	r := rand.New(rand.NewPCG(seed, 4))
	a := New()
	a.Record()
	labels := make([]Label, n/8+1)
	for i := range labels {
		labels[i] = a.NewLabel()
	}
	for i := range n {
		if i%8 == 0 {
			a.Bind(labels[i/8])
		}
		near := min(max(i/8+r.IntN(15)-7, 0), len(labels)-1)
		switch r.IntN(8) {
		case 0:
			a.Jcc(Cond(r.IntN(16)), labels[near])
		case 1:
			a.Jmp(labels[near])
		case 2:
			a.Jcc(CondB, labels[r.IntN(len(labels))])
		case 3:
			a.Op3(EVEX, W512, VMULPD, 1, 2, a.ConstMem(a.Const([]uint64{uint64(r.IntN(20))})).ToAll())
		case 4:
			a.Op3I(VEX, W256, VCMPPD, 1, 2, a.ConstMem(a.Const([]uint64{1, 2, 3, uint64(i)})), CmpLeOQ)
		case 5:
			a.MovImm(R9, r.Int64())
		case 6:
			a.Ret()
		default:
			a.Op3(EVEX, W512, VADDPD, 17, 18, At(RDI, 1<<20+1))
		}
	}
	if n%8 == 0 {
		a.Bind(labels[n/8])
	}
	return a
}

// TestBranches compares the choice of short and long jumps and all displacements with the GNU assembler.
func TestBranches(t *testing.T) {
	for n := range 6 {
		a := branchy(uint64(n), 40<<n)
		code, err := a.Finish()
		if err != nil {
			t.Fatal(err)
		}
		if want, here := gnuas.Assemble(t, a.Listing()); here {
			compareBytes(t, []assembled{{fmt.Sprintf("program %d", n), code}}, want)
		}
		if n == 0 {
			goldenCode(t, "branches", a.Listing(), code)
		}
	}
}

// goldenCode compares a listing and its bytes with a file.
func goldenCode(t *testing.T, name, listing string, code []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	made := listing + hex.Dump(code)
	if *update && !t.Failed() {
		if err := os.WriteFile(file, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != made {
		t.Errorf("%s: differs from\n%s (%v)", file, made, err)
	}
}

// TestListingDoesNotMatter makes the same code with and without a listing, with comments, and after Finish of another.
func TestListingDoesNotMatter(t *testing.T) {
	emit := func(a *Asm) string {
		l := a.NewLabel()
		a.Comment("a loop")
		a.Bind(l)
		a.Op3(VEX, W256, VADDPD, 0, 1, a.ConstMem(a.Const([]uint64{1, 1, 1, 1})))
		a.Dec(RCX)
		a.Jcc(CondNE, l)
		a.Ret()
		code, err := a.Finish()
		if err != nil {
			t.Fatal(err)
		}
		return string(code)
	}
	plain, listed := New(), New()
	listed.Record()
	if emit(plain) != emit(listed) {
		t.Error("the code depends on Record")
	}
	const want = `	.intel_syntax noprefix
	# a loop
.L0:
	vaddpd ymm0, ymm1, ymmword ptr [rip+.C0]
	dec rcx
	jne .L0
	ret
	.balign 64, 0xcc
.C0:
	.quad 0x0000000000000001, 0x0000000000000001, 0x0000000000000001, 0x0000000000000001
`
	if got := listed.Listing(); got != want {
		t.Errorf("listing:\n%s\nwant:\n%s", got, want)
	}
}
