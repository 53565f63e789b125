package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vanthu/output/layout"
	"vanthu/output/paper"
	"vanthu/output/pdf"
	"vanthu/output/wordml"
	"vanthu/output/xlsx"
	"vanthu/pipeline"
	"vanthu/pipeline/finding"
	"vanthu/pipeline/report"
)

func newBuild(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build --period KỲ | --plan NĂM",
		Short: "Dựng văn bản của một kỳ, hoặc kế hoạch của một năm: DOCX và PDF",
		Args:  noArgs,
	}
	f := cmd.Flags()
	period := f.String("period", "", "`KỲ` báo cáo, ví dụ 2025-6T")
	year := f.Int("plan", 0, "dựng kế hoạch của `NĂM` này, kèm phụ lục")
	docs := f.StringArray("doc", nil, "chỉ dựng `VĂN-BẢN` này (có thể lặp lại), ví dụ bao-cao-6T")
	asOf := f.String("as-of", "", "chỉ tính các tệp nhận đến `THỜI-ĐIỂM` này")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if f.Changed("plan") {
			if *period != "" || *asOf != "" {
				return usagef("chỉ dùng một trong hai: --period (văn bản của một kỳ) hoặc --plan (kế hoạch của một năm); --as-of chỉ đi với --period")
			}
			return inOffice(cmd.Context(), w, false, func(o *office) error {
				built, err := runBuildPlan(cmd.Context(), o, *year, *docs)
				if err != nil {
					return err
				}
				return printBuilt(o, built)
			})
		}
		if *period == "" {
			return usagef("cần --period KỲ, ví dụ --period 2025-6T; hoặc --plan NĂM, ví dụ --plan 2025")
		}
		p, err := parsePeriod(*period)
		if err != nil {
			return err
		}
		var at time.Time
		if *asOf != "" {
			if at, err = parseInstant("--as-of", *asOf); err != nil {
				return err
			}
		}
		return inOffice(cmd.Context(), w, false, func(o *office) error {
			built, err := runBuild(cmd.Context(), o, p, *docs, at)
			if err != nil {
				return err
			}
			return printBuilt(o, built)
		})
	}
	return cmd
}

// documentJSON is a finished document (contract, section 5).
type documentJSON struct {
	Doc      string            `json:"doc"`
	DOCX     *string           `json:"docx"`
	PDF      *string           `json:"pdf"`
	XLSX     *string           `json:"xlsx"`
	Pages    *int              `json:"pages"`
	SHA256   *string           `json:"sha256"`
	Problems []finding.Finding `json:"problems"`
}

func builtJSON(b pipeline.Built) documentJSON {
	d := documentJSON{Doc: b.Doc, DOCX: orNull(b.DOCX), PDF: orNull(b.PDF), XLSX: orNull(b.XLSX), SHA256: orNull(b.SHA256), Problems: []finding.Finding{}}
	d.Problems = append(d.Problems, b.Problems...)
	if b.Pages > 0 {
		d.Pages = &b.Pages
	}
	return d
}

// errNotBuilt ends a build of which a document did not come out; its words have
// been said already.
var errNotBuilt = errors.New("chưa dựng được vì các lỗi nêu trên; không có tệp nào được ghi. Văn bản có mẫu không lỗi vẫn dựng riêng được bằng --doc")

func printBuilt(o *office, built []pipeline.Built) error {
	if o.w.json {
		docs := []documentJSON{}
		for _, b := range built {
			docs = append(docs, builtJSON(b))
		}
		if err := printJSON(o.w.stdout, map[string]any{"documents": docs}); err != nil {
			return err
		}
	} else {
		for _, b := range built {
			printDocument(o.w, b)
		}
	}
	if slices.ContainsFunc(built, func(b pipeline.Built) bool { return b.SHA256 == "" }) {
		return errNotBuilt
	}
	return nil
}

// printDocument names a document's files with its pages, and its problems.
func printDocument(w *world, b pipeline.Built) {
	switch {
	case b.SHA256 == "": // none of the run is written
		if finding.HasError(b.Problems) {
			fmt.Fprintf(w.stderr, "%s: mẫu có lỗi\n", b.Doc)
			printFindings(w.stderr, b.Problems, "    ")
		}
		return
	case b.Pages > 0:
		fmt.Fprintf(w.stdout, "%s: %d trang\n", b.Doc, b.Pages)
	case b.XLSX != "":
		fmt.Fprintf(w.stdout, "%s: bảng tính\n", b.Doc)
	default:
		fmt.Fprintf(w.stdout, "%s: biểu mẫu\n", b.Doc)
	}
	for _, f := range []string{b.DOCX, b.PDF, b.XLSX} {
		if f != "" {
			fmt.Fprintf(w.stdout, "    %s\n", f)
		}
	}
	printFindings(w.stderr, b.Problems, "    ")
}

// runBuild builds the documents named, or all that a period has.
func runBuild(ctx context.Context, o *office, p report.Period, docs []string, asOf time.Time) ([]pipeline.Built, error) {
	all, err := o.documents(pipeline.Documents(p))
	if err != nil {
		return nil, err
	}
	if err := known(docs, all, "kỳ "+p.String()); err != nil {
		return nil, err
	}
	named := len(docs) > 0
	if !named {
		docs = all
	}
	var f *report.Figures
	built, err := o.build(ctx, docs, named, func() (w pipeline.Work, err error) {
		if f, err = o.figures(ctx, p, asOf); err != nil {
			return pipeline.Work{}, err
		}
		return pipeline.OfPeriod(f), nil
	})
	if err != nil || f == nil {
		return built, err
	}
	now, err := o.w.Now()
	if err != nil {
		return built, err
	}
	if !asOf.IsZero() {
		now = asOf
	}
	for i := range built {
		built[i].Problems = append(doubts(f), built[i].Problems...)
	}
	if len(built) > 0 { // said once
		built[0].Problems = append(early(f, now), built[0].Problems...)
	}
	return built, nil
}

// early warns of a period that has not ended yet: its figures are compared with
// those of whole periods, and units are reminded of what they need not have sent.
func early(f *report.Figures, now time.Time) []finding.Finding {
	if now.After(f.To.EndInVietnam()) {
		return nil
	}
	return []finding.Finding{{
		Severity: finding.Warning, Code: "ky-chua-het", Pos: finding.Pos{Spot: f.Period.String()},
		Message: fmt.Sprintf("số liệu %s tính đến hết ngày %s, nay chưa hết ngày đó nên mới có một phần; phần so sánh với kỳ trước và danh sách đơn vị chưa gửi vì thế chưa đúng", f.Period.Words(), f.To.Short()),
		Hint:    fmt.Sprintf("để xem trước thì được; sau ngày %s dựng lại trước khi trình ký", f.To.Short()),
	}}
}

// runBuildPlan builds the documents named of a year's plan in its newest version;
// without names, all that there are templates of.
func runBuildPlan(ctx context.Context, o *office, year int, docs []string) ([]pipeline.Built, error) {
	all, err := o.documents(pipeline.PlanDocuments())
	if err != nil {
		return nil, err
	}
	if err := known(docs, all, fmt.Sprintf("kế hoạch năm %d", year)); err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		for _, d := range all {
			if _, err := o.templatesOf(d); noTemplate(err) && d != pipeline.PlanName {
				continue
			}
			docs = append(docs, d)
		}
	}
	return o.build(ctx, docs, true, func() (pipeline.Work, error) {
		plan, err := o.store.NewestPlan(ctx, year)
		if err != nil {
			return pipeline.Work{}, err
		}
		return pipeline.OfPlan(plan), nil
	})
}

// known refuses names of documents that do not exist.
func known(docs, all []string, whose string) error {
	for _, d := range docs {
		if !slices.Contains(all, d) {
			return usagef("%s không có văn bản %q; có: %s", whose, d, strings.Join(all, ", "))
		}
	}
	return nil
}

// build makes documents of the work that load gives, while no other command
// writes in the workspace. named tells that a person asked for just these.
func (o *office) build(ctx context.Context, docs []string, named bool, load func() (pipeline.Work, error)) ([]pipeline.Built, error) {
	now, err := o.w.Now()
	if err != nil {
		return nil, err
	}
	done, err := o.alone(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	work, err := load()
	if err != nil {
		return nil, err
	}
	build := pipeline.Build{
		Templates: o.templatesOf, LayOut: o.layOut,
		Fill: func(t pipeline.Template, data map[string]any, title string) ([]byte, []finding.Finding, error) {
			return fillTemplate(t, data, fillHow{title: title})
		},
		Workbook: xlsx.Consolidated,
		Shelf:    shelf{o.store, o}, Folder: o.settings.Folders.Output, Now: now,
	}
	docs = slices.DeleteFunc(slices.Clone(docs), func(doc string) bool { return o.unneeded(doc, work, named) })
	built, err := build.Run(ctx, work, docs)
	for _, b := range built {
		o.w.log.Info("build", "doc", b.Doc, "period", work.Scope(), "pages", b.Pages, "sha256", b.SHA256, "problems", len(b.Problems))
	}
	return built, err
}

// unneeded tells whether a document would have nothing to say, and says so where it
// was asked for by name.
func (o *office) unneeded(doc string, work pipeline.Work, named bool) bool {
	if pipeline.Needed(doc, work) {
		return false
	}
	o.w.log.Info("build", "doc", doc, "scope", work.Scope(), "needed", false)
	if named && !o.w.json {
		fmt.Fprintf(o.w.stdout, "%s: không dựng, vì không có đơn vị nào chưa gửi báo cáo kỳ %s.\n", doc, work.Scope())
	}
	return true
}

// layOut lays a document's DOCX out as PDF, from its bytes alone, and puts it on
// the office's printed paper where there is some.
func (o *office) layOut(doc string, data []byte, title string, day report.Date) ([]byte, int, []finding.Finding, error) {
	fonts, err := o.fonts()
	if err != nil {
		return nil, 0, nil, err
	}
	out, pages, problems, err := layOut(data, fonts, title, day)
	if err != nil {
		return nil, 0, nil, err
	}
	hashes := fonts.Hashes()
	for _, name := range slices.Sorted(maps.Keys(hashes)) {
		o.w.log.Info("font", "doc", doc, "face", name, "sha256", hashes[name])
	}
	name := doc + background + ".pdf"
	printed, err := os.ReadFile(o.templatePath(name))
	if errors.Is(err, fs.ErrNotExist) {
		return out, pages, problems, nil
	}
	if err != nil {
		return nil, 0, nil, err
	}
	out, more := paper.Under(out, printed, name)
	return out, pages, append(problems, more...), nil
}

// fonts are those that documents are built with: the program's, which are the same
// on every machine, or the office's own where vanthu.toml names their folder.
func (o *office) fonts() (*pdf.FontSet, error) {
	if o.faces != nil {
		return o.faces, nil
	}
	dir := filepath.FromSlash(o.settings.Fonts)
	var err error
	switch {
	case dir == "":
		o.faces, err = pdf.Fonts()
		return o.faces, err
	case !filepath.IsAbs(dir):
		dir = filepath.Join(o.root, dir)
	}
	if o.faces, err = pdf.OfficeFonts(dir); errors.Is(err, pdf.ErrNoTimes) {
		return nil, usagef("tệp vanthu.toml: fonts = %q: thư mục này không có phông Times New Roman (tệp .ttf); ghi đúng thư mục, hoặc bỏ khóa fonts để dùng phông có sẵn trong chương trình", o.settings.Fonts)
	}
	return o.faces, err
}

// layOut lays a DOCX out as PDF, from its bytes and the fonts alone.
func layOut(data []byte, fonts *pdf.FontSet, title string, day report.Date) ([]byte, int, []finding.Finding, error) {
	doc, problems, err := wordml.Read(data)
	if err != nil {
		return nil, 0, nil, err
	}
	pages, more := layout.Layout(doc, fonts, layout.Options{})
	problems = append(problems, more...)
	out, err := pdf.Write(pages, fonts, pdf.Info{Title: title, Created: time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, report.Zone)})
	return out, len(pages.Pages), problems, err
}
