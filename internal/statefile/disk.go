package statefile

import (
	"errors"
	"io"
	"os"
)

// maxSize bounds what Read takes into memory.
const maxSize = 1 << 36

// Read reads the file at path. An error that is not the system's is a *FormatError.
func Read(path string) (*File, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	begin := make([]byte, len(magic))
	if n, err := io.ReadFull(in, begin); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || string(begin[:n]) != magic {
		return nil, broken("it does not begin like a file of states")
	} else if err != nil {
		return nil, err
	}
	rest, err := io.ReadAll(io.LimitReader(in, maxSize))
	if err != nil {
		return nil, err
	}
	return Decode(append(begin, rest...))
}

// Write makes a file at path: the whole file, or, with an error, what was there before. Until it is complete it stands
// beside its name, with ".partial".
func Write(path string, f *File) error {
	out, err := os.Create(path + ".partial")
	if err != nil {
		return err
	}
	if _, err = out.Write(Encode(f)); err == nil {
		err = out.Sync()
	}
	err = errors.Join(err, out.Close())
	if err == nil {
		err = os.Rename(out.Name(), path)
	}
	if err != nil {
		os.Remove(out.Name()) // what went wrong first is what the caller must know
	}
	return err
}
