package record

import (
	"errors"
	"os"
)

// file is written beside its path, under the path with ".partial", and gets its name when it is complete.
type file struct {
	path   string
	f      *os.File
	buffer []byte
	time   []byte // text of the time of the rows being written
}

const (
	partial   = ".partial"
	flushSize = 1 << 16
)

func create(path string) (*file, error) {
	f, err := os.Create(path + partial)
	if err != nil {
		return nil, err
	}
	return &file{path: path, f: f, buffer: make([]byte, 0, flushSize+1<<12)}, nil
}

func (f *file) flushWhenFull() error {
	if len(f.buffer) < flushSize {
		return nil
	}
	return f.flush()
}

func (f *file) flush() error {
	_, err := f.f.Write(f.buffer)
	f.buffer = f.buffer[:0]
	return err
}

// complete writes what is left and renames the file. When that fails the file keeps its partial name.
func (f *file) complete() error {
	if err := errors.Join(f.flush(), f.f.Close()); err != nil {
		return err
	}
	return os.Rename(f.path+partial, f.path)
}

func (f *file) abandon() {
	f.f.Close()
	os.Remove(f.path + partial)
}

// write makes a file at path with that content, whole or not at all.
func write(path string, content []byte) error {
	f, err := create(path)
	if err != nil {
		return err
	}
	f.buffer = append(f.buffer, content...)
	return f.complete()
}
