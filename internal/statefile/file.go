package statefile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// File is what a file of states holds.
type File struct {
	Parts     []Part
	Variables []Variable
}

// Part is something that has variables and steps: what must agree where they are loaded.
type Part struct {
	Path     string  `json:"path"` // "" for the whole, "a.b" for what lies below
	Model    string  `json:"model"`
	Digest   string  `json:"digest"` // of the model's text
	Shape    []int   `json:"shape"`
	TimeStep float64 `json:"time_step"` // ms
	Step     int64   `json:"step"`      // steps since time 0
}

// Variable is named values; one of the slices is set.
type Variable struct {
	Path string
	F    []float64
	I    []int64
	B    []uint8 // 0 or 1
}

// Len is the number of values.
func (v *Variable) Len() int { return len(v.F) + len(v.I) + len(v.B) }

// Type is "f64", "i64" or "bool".
func (v *Variable) Type() string {
	switch {
	case v.F != nil:
		return typeFloat
	case v.I != nil:
		return typeInteger
	}
	return typeBool
}

const (
	typeFloat   = "f64"
	typeInteger = "i64"
	typeBool    = "bool"
)

// The beginning of every file. Like PNG's, it shows what a transfer as text has done to it.
const (
	magic   = "\x89SPKL\r\n\x1a"
	version = 1
	fixed   = len(magic) + 8 // bytes before the header
)

// header is the JSON part.
type header struct {
	Parts     []Part   `json:"parts"`
	Variables []column `json:"variables"`
}

type column struct {
	Path  string `json:"path"`
	Type  string `json:"type"`
	Count int    `json:"count"`
}

// size is the number of bytes of a value of that type, 0 if there is no such type.
func size(valueType string) int {
	switch valueType {
	case typeFloat, typeInteger:
		return 8
	case typeBool:
		return 1
	}
	return 0
}

// Encode returns the bytes of a file.
func Encode(f *File) []byte {
	h := header{Parts: f.Parts, Variables: []column{}}
	for i := range f.Variables {
		v := &f.Variables[i]
		h.Variables = append(h.Variables, column{v.Path, v.Type(), v.Len()})
	}
	text, err := json.Marshal(h)
	if err != nil {
		panic("statefile: " + err.Error()) // a time step that is not finite
	}
	b := binary.LittleEndian.AppendUint32([]byte(magic), version)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(text)))
	b = append(b, text...)
	for i := range f.Variables {
		b = f.Variables[i].appendTo(b)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func (v *Variable) appendTo(b []byte) []byte {
	for _, x := range v.F {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	for _, x := range v.I {
		b = binary.LittleEndian.AppendUint64(b, uint64(x))
	}
	return append(b, v.B...)
}

// Decode reads the bytes of a file. The error is a *FormatError.
func Decode(b []byte) (*File, error) {
	h, data, err := decodeHeader(b)
	if err != nil {
		return nil, err
	}
	f := &File{Parts: h.Parts}
	for _, c := range h.Variables {
		v := Variable{Path: c.Path}
		v.read(c, data[:c.Count*size(c.Type)])
		data = data[c.Count*size(c.Type):]
		if i := slices.IndexFunc(v.B, func(x uint8) bool { return x > 1 }); i >= 0 {
			return nil, broken("value %d of %s is no Boolean", i, c.Path)
		}
		f.Variables = append(f.Variables, v)
	}
	return f, nil
}

// decodeHeader checks everything but the values, and returns the header and the values' bytes.
func decodeHeader(b []byte) (header, []byte, error) {
	var h header
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return h, nil, broken("it does not begin like a file of states")
	}
	if len(b) < fixed {
		return h, nil, broken("it ends after %d bytes: it is truncated", len(b))
	}
	if v := binary.LittleEndian.Uint32(b[len(magic):]); v != version {
		return h, nil, broken("it has version %d of the format; this program reads version %d", v, version)
	}
	n := binary.LittleEndian.Uint32(b[len(magic)+4:])
	if uint64(n) > uint64(len(b)-fixed) {
		return h, nil, broken("it ends in the middle of its header: it is truncated")
	}
	values := fixed + int(n)
	d := json.NewDecoder(bytes.NewReader(b[fixed:values]))
	d.DisallowUnknownFields()
	if err := d.Decode(&h); err != nil {
		return h, nil, broken("its header cannot be read: %v", err)
	}
	end, err := h.end(values, len(b))
	switch {
	case err != nil:
		return h, nil, err
	case end+sha256.Size > len(b):
		return h, nil, broken("it has %d bytes of %d: it is truncated", len(b), end+sha256.Size)
	case end+sha256.Size < len(b):
		return h, nil, broken("it has %d bytes after its end", len(b)-end-sha256.Size)
	case sha256.Sum256(b[:end]) != [sha256.Size]byte(b[end:]):
		return h, nil, broken("its checksum does not fit: it is damaged")
	}
	return h, b[values:end], nil
}

// end returns where the values end that begin at start, or anything above limit when they end beyond it.
func (h *header) end(start, limit int) (int, error) {
	seen := map[string]bool{}
	end := start
	for _, c := range h.Variables {
		switch width := size(c.Type); {
		case width == 0:
			return 0, broken("the variable %s has the unknown type %q", c.Path, c.Type)
		case c.Count < 0:
			return 0, broken("the variable %s has %d values", c.Path, c.Count)
		case seen[c.Path]:
			return 0, broken("it has two variables %s", c.Path)
		case c.Count > (limit-end)/width:
			return limit + 1, nil
		default:
			end += c.Count * width
		}
		seen[c.Path] = true
	}
	return end, nil
}

// read sets v to the values in b.
func (v *Variable) read(c column, b []byte) {
	switch c.Type {
	case typeFloat:
		v.F = make([]float64, c.Count)
		for i := range v.F {
			v.F[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
		}
	case typeInteger:
		v.I = make([]int64, c.Count)
		for i := range v.I {
			v.I[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
		}
	case typeBool:
		v.B = slices.Clone(b)
	}
}

// FormatError says why bytes are no file of states that can be read.
type FormatError struct{ Reason string }

func (e *FormatError) Error() string { return e.Reason }

func broken(format string, args ...any) error { return &FormatError{fmt.Sprintf(format, args...)} }
