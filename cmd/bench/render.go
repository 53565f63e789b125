package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"vanthu/output/opc"
)

// renderAgainst times the drawing of a report of twelve pages (twelve units make
// it so long) as a PDF beside LibreOffice, and that of one some five hundred pages
// long: the same report over and over.
func (b *bench) renderAgainst(vanthu string) error {
	demo := filepath.Join(b.dir, "demo")
	if out, err := exec.Command(vanthu, "demo", demo, "--units", "12").CombinedOutput(); err != nil {
		return fmt.Errorf("%s demo: %w\n%s", vanthu, err, out)
	}
	report := filepath.Join(demo, "output", "2025-6T", "bao-cao-6T.docx")
	out := filepath.Join(b.dir, "ours.pdf")
	office, err := exec.LookPath("soffice")
	if err != nil {
		return fmt.Errorf("LibreOffice is wanted beside ours: %w", err)
	}
	d, err := b.median([]string{office, "--headless", "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(b.dir, "profile")), "--convert-to", "pdf", "--outdir", b.dir, report})
	if err != nil {
		return err
	}
	v, err := b.median([]string{vanthu, "render", report, "-o", out})
	if err != nil {
		return err
	}
	pages, err := pageCount(out)
	if err != nil {
		return err
	}
	row(fmt.Sprintf("a report of %d pages, LibreOffice", pages), d)
	row(fmt.Sprintf("a report of %d pages, vanthu", pages), v)
	fmt.Printf("%-40s %9.1f×\n", "  LibreOffice / vanthu", d.wall.Seconds()/v.wall.Seconds())
	var last figure
	for _, times := range []int{21, 42} {
		long := filepath.Join(b.dir, "long.docx")
		if err := repeated(report, long, times); err != nil {
			return err
		}
		if last, err = b.median([]string{vanthu, "render", long, "-o", out}); err != nil {
			return err
		}
		if pages, err = pageCount(out); err != nil {
			return err
		}
		row(fmt.Sprintf("%d pages, vanthu", pages), last)
		fmt.Printf("%-40s %9.2fms\n", "  a page", last.wall.Seconds()*1000/float64(pages))
	}
	return nil
}

// repeated writes a document whose body stands in it so many times.
func repeated(from, to string, times int) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	pkg, err := opc.Open(data, opc.DefaultLimits)
	if err != nil {
		return err
	}
	main, err := pkg.MainDocument()
	if err != nil {
		return err
	}
	xml := pkg.Part(main)
	begin, end := bytes.Index(xml, []byte("<w:body>")), bytes.LastIndex(xml, []byte("<w:sectPr"))
	if begin < 0 || end < begin {
		return errors.New("the report has no body")
	}
	begin += len("<w:body>")
	body := bytes.Repeat(xml[begin:end], times)
	pkg.Set(main, append(append(append([]byte(nil), xml[:begin]...), body...), xml[end:]...))
	long, err := pkg.Bytes()
	if err != nil {
		return err
	}
	return os.WriteFile(to, long, 0o644)
}

// pageCount counts the pages of one of our PDFs.
func pageCount(name string) (int, error) {
	data, err := os.ReadFile(name)
	return bytes.Count(data, []byte("/Type /Page\n")), err
}
