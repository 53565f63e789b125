// Package pdftest has what the comparisons with LibreOffice share.
package pdftest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Folders are the fonts of a comparison, for both sides, so that it does not hang
// on what else the machine has: what `make reference` installs, and LibreOffice's
// own OpenSymbol.
func Folders() []string {
	var out []string
	for _, name := range []string{"liberation2", "crosextra", "dejavu", "droid", "libreoffice"} {
		out = append(out, filepath.Join("/usr/share/fonts/truetype", name))
	}
	return out
}

// LibreOffice converts documents to PDF into a folder, in one run and with the
// fonts of Folders.
func LibreOffice(t *testing.T, dir string, docs ...string) {
	t.Helper()
	fonts := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(fonts, fontconfig(filepath.Join(dir, "fontcache")), 0o644); err != nil {
		t.Fatal(err)
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	cmd := exec.Command("soffice", append([]string{"--headless", profile, "--convert-to", "pdf", "--outdir", dir}, docs...)...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+fonts)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
}

// fontconfig is a configuration with the system's rules and the fonts of Folders.
func fontconfig(cache string) []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n<fontconfig>\n")
	for _, dir := range Folders() {
		fmt.Fprintf(&b, "<dir>%s</dir>\n", dir)
	}
	fmt.Fprintf(&b, "<include ignore_missing=\"yes\">/etc/fonts/conf.d</include>\n<cachedir>%s</cachedir>\n</fontconfig>\n", cache)
	return []byte(b.String())
}
