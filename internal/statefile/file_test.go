package statefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func example() *File {
	return &File{
		Parts: []Part{{Model: "AdExIF", Digest: "ab", Shape: []int{1, 2}, TimeStep: 0.1, Step: 7}},
		Variables: []Variable{
			{Path: "V", F: []float64{-65, 0.1}}, {Path: "count", I: []int64{3, -4}}, {Path: "late", B: []uint8{0, 1}},
		},
	}
}

// TestEveryBitComesBack draws files: any float, NaN with its bits, any integer, any path.
func TestEveryBitComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &File{Parts: []Part{{
			Path: rapid.String().Draw(t, "part"), Model: "m", Shape: []int{2}, TimeStep: rapid.Float64Range(1e-9, 1e9).Draw(t, "dt"),
			Step: rapid.Int64().Draw(t, "step"),
		}}}
		for _, path := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z.]+`), 0, 5, rapid.ID).Draw(t, "paths") {
			v := Variable{Path: path}
			switch rapid.IntRange(0, 2).Draw(t, "type") {
			case 0:
				for _, bits := range rapid.SliceOfN(rapid.Uint64(), 1, 4).Draw(t, "bits") {
					v.F = append(v.F, math.Float64frombits(bits))
				}
			case 1:
				v.I = rapid.SliceOfN(rapid.Int64(), 1, 4).Draw(t, "integers")
			case 2:
				v.B = rapid.SliceOfN(rapid.Uint8Range(0, 1), 1, 4).Draw(t, "booleans")
			}
			f.Variables = append(f.Variables, v)
		}
		b := Encode(f)
		got, err := Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(f.Parts, got.Parts); diff != "" {
			t.Error(diff)
		}
		if !bytes.Equal(Encode(got), b) {
			t.Errorf("%+v reads back as %+v", f, got)
		}
	})
}

// sealed gives what was changed before the checksum a checksum that fits.
func sealed(b []byte) []byte {
	b = b[:len(b)-sha256.Size]
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// withHeader is the example with another header.
func withHeader(text string) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(magic), version)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(text)))
	return sealed(append(append(b, text...), make([]byte, sha256.Size)...))
}

func TestBrokenFiles(t *testing.T) {
	good := Encode(example())
	changed := func(at int, x byte) []byte {
		b := bytes.Clone(good)
		b[at] = x
		return b
	}
	for name, test := range map[string]struct {
		b    []byte
		want string
	}{
		"empty":            {nil, "does not begin like"},
		"foreign":          {[]byte("time_ms,neuron\n"), "does not begin like"},
		"line ends":        {bytes.ReplaceAll(good, []byte("\r\n"), []byte("\n")), "does not begin like"},
		"only the magic":   {good[:10], "truncated"},
		"a newer format":   {changed(8, 2), "version 2 of the format; this program reads version 1"},
		"half a header":    {good[:40], "in the middle of its header"},
		"half the values":  {good[:len(good)-50], "truncated"},
		"one byte missing": {good[:len(good)-1], "truncated"},
		"one byte more":    {append(bytes.Clone(good), 0), "1 bytes after its end"},
		"a bit":            {changed(len(good)-sha256.Size-1, 0), "checksum"},
		"no Boolean":       {sealed(changed(len(good)-sha256.Size-1, 2)), "value 1 of late is no Boolean"},
		"no JSON":          {withHeader("{"), "its header cannot be read"},
		"another key":      {withHeader(`{"party": []}`), "unknown field"},
		"another type":     {withHeader(`{"variables": [{"path": "x", "type": "f32", "count": 0}]}`), `unknown type "f32"`},
		"negative":         {withHeader(`{"variables": [{"path": "x", "type": "f64", "count": -1}]}`), "-1 values"},
		"enormous":         {withHeader(`{"variables": [{"path": "x", "type": "f64", "count": 9000000000000000000}]}`), "truncated"},
		"twice": {
			withHeader(`{"variables": [{"path": "x", "type": "f64", "count": 0}, {"path": "x", "type": "i64", "count": 0}]}`),
			"two variables x",
		},
	} {
		_, err := Decode(test.b)
		var format *FormatError
		if !errors.As(err, &format) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
		}
	}
}

func TestWriteAndRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "states")
	for range 2 { // the second replaces the first
		if err := Write(path, example()); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(example(), got); diff != "" {
		t.Error(diff)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("left in the folder: %v, %v", files, err)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	if err := Write(filepath.Join(dir, "none", "states"), example()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	// A folder in the way: what is there stays, and nothing is left beside it.
	if err := Write(dir, example()); err == nil {
		t.Error("a folder was replaced")
	}
	if _, err := os.Stat(dir + ".partial"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("left behind: %v", err)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "short")
	if err := os.WriteFile(path, []byte("ab"), 0o600); err != nil {
		t.Fatal(err)
	}
	var format *FormatError
	if _, err := Read(path); !errors.As(err, &format) {
		t.Errorf("error %v", err)
	}
	if _, err := Read(path + "er"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	if _, err := Read(filepath.Dir(path)); err == nil {
		t.Error("a folder was read")
	}
}

func FuzzDecode(f *testing.F) {
	good := Encode(example())
	f.Add(good)
	f.Add(good[:len(good)-3])
	f.Add(withHeader(`{"variables": [{"path": "x", "type": "bool", "count": 0}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Decode(sealedIfLong(b))
		if err != nil {
			var format *FormatError
			if !errors.As(err, &format) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		again, err := Decode(Encode(file))
		if err != nil || !bytes.Equal(Encode(again), Encode(file)) {
			t.Fatalf("%+v does not read back: %v", file, err)
		}
	})
}

// sealedIfLong lets the fuzzer get past the checksum.
func sealedIfLong(b []byte) []byte {
	if len(b) < sha256.Size {
		return b
	}
	return sealed(bytes.Clone(b))
}
