package gnuas

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Assemble returns what the GNU assembler makes of listing, and whether it is here.
func Assemble(t testing.TB, listing string) (code []byte, here bool) {
	t.Helper()
	if reason := missing(); reason != "" {
		t.Logf("NOT COMPARED with the GNU assembler, only with golden files: %s", reason)
		return nil, false
	}
	dir := t.TempDir()
	source, object, flat := filepath.Join(dir, "a.s"), filepath.Join(dir, "a.o"), filepath.Join(dir, "a.bin")
	if err := os.WriteFile(source, []byte(listing), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, argv := range [][]string{{"as", "--64", "-o", object, source}, {"objcopy", "-O", "binary", "-j", ".text", object, flat}} {
		if out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%.2000s", argv, err, out)
		}
	}
	code, err := os.ReadFile(flat)
	if err != nil {
		t.Fatal(err)
	}
	return code, true
}

// missing says why there is no assembler for this language, "" when there is.
func missing() string {
	if _, err := exec.LookPath("objcopy"); err != nil {
		return err.Error()
	}
	out, err := exec.Command("as", "--version").Output()
	switch {
	case err != nil:
		return err.Error()
	case !bytes.Contains(out, []byte("x86_64")):
		return "as is for another processor"
	}
	return ""
}
