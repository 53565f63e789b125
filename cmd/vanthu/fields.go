package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vanthu/pipeline"
	"vanthu/templates"
)

func newFields(w *world) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "fields --doc VĂN-BẢN",
		Short: "Các tên (thẻ) mà mẫu Word của một văn bản được dùng",
		Args:  noArgs,
	}
	doc := cmd.Flags().String("doc", "", "`VĂN-BẢN`, ví dụ bao-cao-6T")
	cmd.RunE = func(*cobra.Command, []string) error {
		fields := templates.Fields(pipeline.BaseOf(*doc))
		if fields == nil {
			return usagef("cần --doc và một trong các văn bản: %s", strings.Join(documentsWithFields(), ", "))
		}
		return printFields(w, *doc, fields)
	}
	return cmd
}

// documentsWithFields lists the documents that a template can be made for.
func documentsWithFields() []string {
	var docs []string
	for _, profile := range templates.Profiles {
		for _, name := range templates.Names(profile) {
			if !slices.Contains(docs, name) {
				docs = append(docs, name)
			}
		}
	}
	slices.Sort(docs)
	return docs
}

// fieldJSON is a field that a template may use.
type fieldJSON struct {
	Name    string  `json:"name"` // the full one; inside a list's section its last part is enough
	Kind    string  `json:"kind"` // value, list, condition
	Meaning string  `json:"meaning"`
	Sample  *string `json:"sample"` // null for lists and conditions
}

func printFields(w *world, doc string, fields []templates.Field) error {
	if w.json {
		out := []fieldJSON{}
		for _, f := range fields {
			out = append(out, fieldJSON{f.Name, templates.KindOf(fields, f), f.Meaning, orNull(f.Sample)})
		}
		return printJSON(w.stdout, map[string]any{"fields": out})
	}
	fmt.Fprintf(w.stdout, "Các thẻ dùng được trong mẫu %s.docx:\n\n", doc)
	rows := [][]string{{"Thẻ", "Ý nghĩa", "Ví dụ"}}
	for _, f := range fields {
		depth := strings.Count(f.Name, ".")
		last := f.Name[strings.LastIndex(f.Name, ".")+1:]
		shown := "{" + last + "}"
		if templates.KindOf(fields, f) != templates.Value {
			shown = "{#" + last + "} … {/" + last + "}"
		}
		rows = append(rows, []string{strings.Repeat("    ", depth) + shown, f.Meaning, dash(shorten(f.Sample, 60))})
	}
	if err := table(w.stdout, rows); err != nil {
		return err
	}
	fmt.Fprint(w.stdout, `
Thẻ thụt vào trong dùng giữa hai thẻ {#…} và {/…} của danh sách ở trên nó.
{#ten} … {/ten} lặp phần ở giữa cho từng phần tử; với điều kiện thì in khi đúng. {^ten} … {/ten} in khi không có.
Đặt hai thẻ ở hai ô của một hàng thì lặp cả hàng; mỗi thẻ một mình trên một đoạn thì lặp các đoạn ở giữa.
`)
	return nil
}
