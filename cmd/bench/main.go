// Command bench times the filling of templates and prints the figures; it
// judges nothing. It fills one table of 2,000 rows of 6 cells with vanthu and
// with docxtemplater (npm), each as a whole process over the same two files,
// and then tables of 5,000 and 50,000 rows to show how time and memory grow. With
// -render it times the drawing of a report beside LibreOffice, and of hundreds of
// pages.
//
//	bench [-fill "bin/vanthu fill"] [-render bin/vanthu] [-runs 5] [-node DIR]
//	bench -ingest bin/vanthu [-runs 5]
//
// The second times the intake of 40, 400 and 4,000 unit files beside openpyxl.
//
// docxtemplater and pizzip are installed into -node by plain npm. Without -fill
// the process that is timed is bench itself, which calls docx.Fill.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "embed"

	"vanthu/output/docx"
	"vanthu/pipeline/finding"
)

//go:embed docxtemplater.js
var script []byte

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	if len(os.Args) == 6 && os.Args[1] == "fill" { // bench fill TEMPLATE DATA -o OUT
		if err := fill(os.Args[2], os.Args[3], os.Args[5]); err != nil {
			log.Fatal(err)
		}
		return
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	b := bench{}
	ours := flag.String("fill", "", "the command that fills: it is given TEMPLATE DATA -o OUT")
	flag.IntVar(&b.runs, "runs", 5, "how often each process is run; the median counts")
	flag.StringVar(&b.node, "node", filepath.Join(cache, "vanthu-bench"), "where docxtemplater is installed")
	vanthu := flag.String("render", "", "the program that renders beside LibreOffice; without it only filling is timed")
	intake := flag.String("ingest", "", "the program whose intake of unit files is timed, and nothing else")
	flag.Parse()
	if *intake != "" {
		if err := b.inFolder(func() error { return b.ingestAgainst(*intake) }); err != nil {
			log.Fatal(err)
		}
		return
	}
	if b.fill = strings.Fields(*ours); len(b.fill) == 0 {
		self, err := os.Executable()
		if err != nil {
			log.Fatal(err)
		}
		b.fill = []string{self, "fill"}
	}
	if err := b.inFolder(func() error { return b.run(*vanthu) }); err != nil {
		log.Fatal(err)
	}
}

// fill is what is timed: read both files, fill, write.
func fill(template, data, out string) error {
	t, err := os.ReadFile(template)
	if err != nil {
		return err
	}
	f, err := os.Open(data)
	if err != nil {
		return err
	}
	defer f.Close()
	var values map[string]any
	dec := json.NewDecoder(f)
	dec.UseNumber()
	if err := dec.Decode(&values); err != nil {
		return err
	}
	filled, found, err := docx.Fill(t, values, docx.Options{File: template})
	if err != nil {
		return err
	}
	if finding.HasError(found) {
		return errors.New(found[0].String())
	}
	return os.WriteFile(out, filled, 0o644)
}

type bench struct {
	fill []string
	node string
	runs int
	dir  string
}

// figure is what one process took.
type figure struct {
	wall time.Duration
	peak int64 // bytes; 0 where the system does not tell
}

// inFolder runs f with a folder of its own for files.
func (b *bench) inFolder(f func() error) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.dir = dir
	return f()
}

func (b *bench) run(vanthu string) error {
	if err := b.install(); err != nil {
		return err
	}
	template := filepath.Join(b.dir, "template.docx")
	body, err := makeTemplate()
	if err != nil {
		return err
	}
	if err := os.WriteFile(template, body, 0o644); err != nil {
		return err
	}
	ours := func(data string) []string {
		return append(slices.Clone(b.fill), template, data, "-o", filepath.Join(b.dir, "ours.docx"))
	}
	small, err := b.data(2000)
	if err != nil {
		return err
	}
	theirs := []string{"node", filepath.Join(b.node, "fill.js"), template, small, filepath.Join(b.dir, "theirs.docx")}
	v, err := b.median(ours(small))
	if err != nil {
		return err
	}
	d, err := b.median(theirs)
	if err != nil {
		return err
	}
	fmt.Printf("%-40s %10s %10s\n", "whole process, median of "+strconv.Itoa(b.runs), "time", "peak MiB")
	row("2,000 rows of 6 cells, docxtemplater", d)
	row("2,000 rows of 6 cells, vanthu", v)
	fmt.Printf("%-40s %9.1f%%\n", "  vanthu / docxtemplater", 100*v.wall.Seconds()/d.wall.Seconds())
	var grown []figure
	for _, n := range []int{5000, 50000} {
		data, err := b.data(n)
		if err != nil {
			return err
		}
		f, err := b.median(ours(data))
		if err != nil {
			return err
		}
		row(fmt.Sprintf("%d rows of 6 cells, vanthu", n), f)
		grown = append(grown, f)
	}
	fmt.Printf("%-40s %9.1f×\n", "  50,000 rows / 5,000 rows", grown[1].wall.Seconds()/grown[0].wall.Seconds())
	if vanthu == "" {
		return nil
	}
	return b.renderAgainst(vanthu)
}

func row(what string, f figure) {
	fmt.Printf("%-40s %8dms %10.0f\n", what, f.wall.Milliseconds(), float64(f.peak)/(1<<20))
}

// median runs a process several times, a short one for a second: single runs of some
// milliseconds differ by a third.
func (b *bench) median(command []string) (figure, error) {
	var all []figure
	for begun := time.Now(); len(all) < b.runs || time.Since(begun) < time.Second; {
		cmd := exec.Command(command[0], command[1:]...)
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return figure{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, out)
		}
		all = append(all, figure{wall: time.Since(start), peak: peak(cmd.ProcessState)})
	}
	return middle(all), nil
}

// middle gives the median by time.
func middle(all []figure) figure {
	slices.SortFunc(all, func(a, b figure) int { return int(a.wall - b.wall) })
	return all[len(all)/2]
}

// install puts docxtemplater into the cache folder, once.
func (b *bench) install() error {
	if err := os.MkdirAll(b.node, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(b.node, "fill.js"), script, 0o644); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(b.node, "node_modules", "docxtemplater")); err == nil {
		return nil
	}
	cmd := exec.Command("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "docxtemplater@3", "pizzip@3")
	cmd.Dir, cmd.Stdout, cmd.Stderr = b.node, os.Stderr, os.Stderr
	return cmd.Run()
}

// data writes the data of n rows.
func (b *bench) data(n int) (string, error) {
	rows := make([]any, n)
	for i := range rows {
		rows[i] = map[string]any{"tt": i + 1, "ten": fmt.Sprintf("Nhiệm vụ số %d & các việc <kèm theo>", i+1), "don_vi": "Trung tâm Kiểm soát bệnh tật",
			"ke_hoach": 100 + i%50, "ket_qua": 90 + i%60, "ghi_chu": "đúng hạn"}
	}
	body, err := json.Marshal(map[string]any{"co_quan": "Sở Y tế", "ky": "6 tháng đầu năm 2025", "viec": rows})
	if err != nil {
		return "", err
	}
	name := filepath.Join(b.dir, fmt.Sprintf("data%d.json", n))
	return name, os.WriteFile(name, body, 0o644)
}
