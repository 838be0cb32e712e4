package jit

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/spikelet/spikelet/internal/ir"
)

// mapping is a line of /proc/self/maps.
type mapping struct {
	from, to uintptr
	rights   string // "r-xp"
	file     string
}

func mappings(t *testing.T) []mapping {
	t.Helper()
	file, err := os.Open("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []mapping
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var m mapping
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &m.from, &m.to, &m.rights); err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		if fields := strings.Fields(lines.Text()); len(fields) > 5 {
			m.file = fields[5]
		}
		list = append(list, m)
	}
	return list
}

// rightsOf are those of the memory that text lies in.
func rightsOf(t *testing.T, text []byte) string {
	at := uintptr(unsafe.Pointer(unsafe.SliceData(text)))
	for _, m := range mappings(t) {
		if m.from <= at && at < m.to {
			return m.rights
		}
	}
	return ""
}

// codeBytes is the size of all memory that can be executed and is of no file.
func codeBytes(t *testing.T) uintptr {
	var sum uintptr
	for _, m := range mappings(t) {
		if m.file == "" && strings.Contains(m.rights, "x") {
			sum += m.to - m.from
		}
	}
	return sum
}

// decay is a program whose kernels are quick to make. Each number gives another.
func decay(number int) *ir.Program {
	b := ir.NewBuilder("decay")
	b.Output("x", b.Mul(b.Input("x", ir.F64), b.F(float64(number))))
	return &ir.Program{Name: "decay", Columns: []ir.Column{{Name: "x", Type: ir.F64}}, Step: b.Func()}
}

func compileNow(t *testing.T, e Executor, p *ir.Program) *stepper {
	t.Helper()
	k, err := e.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	return k.(*stepper)
}

// TestMemoryOfCode: it can be executed and read, not written; while kernels are made, no memory is ever both writable and
// executable.
func TestMemoryOfCode(t *testing.T) {
	stop, made := make(chan bool), make(chan int)
	go func() {
		for number := 0; ; number++ {
			select {
			case <-stop:
				made <- number
				return
			default:
				compileNow(t, AVX2, decay(number)).Close()
			}
		}
	}()
	for range 200 {
		for _, m := range mappings(t) {
			if strings.Contains(m.rights, "w") && strings.Contains(m.rights, "x") {
				t.Errorf("%x to %x %s is %s", m.from, m.to, m.file, m.rights)
			}
		}
	}
	close(stop)
	t.Logf("watched while %d kernels were made", <-made)

	k := compileNow(t, AVX2, decay(2))
	defer k.Close()
	text := k.program.last.text
	if rights := rightsOf(t, text); rights != "r-xp" {
		t.Errorf("the code's memory is %q", rights)
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() == nil {
			t.Error("code could be written")
		}
	}()
	text[0]++
}

// TestClosedKernelsReleaseTheirMemory, and do so at once.
func TestClosedKernelsReleaseTheirMemory(t *testing.T) {
	collect(t, 0)
	for _, e := range []Executor{AVX2, AVX512} { // what does not run needs no processor that could
		before := codeBytes(t)
		var kernels []*stepper
		for i := range 50 {
			kernels = append(kernels, compileNow(t, e, decay(i)))
		}
		if now := codeBytes(t); now < before+50*uintptr(os.Getpagesize()) {
			t.Errorf("50 kernels have %d bytes", now-before)
		}
		for _, k := range kernels {
			k.Close()
		}
		for i := range 2000 {
			compileNow(t, e, decay(i)).Close()
		}
		if now := codeBytes(t); now > before {
			t.Errorf("%s: %d bytes of code are left of 2050 closed kernels", e.Name(), now-before)
		}
	}
}

// TestDroppedKernelsReleaseTheirMemory when the garbage collector finds them; Functions, which have no Close, too.
func TestDroppedKernelsReleaseTheirMemory(t *testing.T) {
	collect(t, 0)
	before := codeBytes(t)
	for i := range 1000 {
		p := decay(i)
		compileNow(t, AVX2, p)
		if _, err := AVX2.CompileFunc(p.Step); err != nil {
			t.Fatal(err)
		}
	}
	collect(t, before)
}

// collect collects garbage until no more than limit bytes of code are left, or for limit 0 until it stays the same.
func collect(t *testing.T, limit uintptr) {
	t.Helper()
	last := ^uintptr(0)
	for range 100 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
		now := codeBytes(t)
		if now <= limit || limit == 0 && now == last {
			return
		}
		last = now
	}
	t.Errorf("%d bytes of code are left, want %d", last, limit)
}
