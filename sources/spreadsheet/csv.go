package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	xunicode "golang.org/x/text/encoding/unicode"
)

// nameOfCSV is the name of the one sheet of a CSV file, which has none.
const nameOfCSV = "CSV"

// readCSV reads comma-separated values (RFC 4180; also by semicolon and tab) as one
// sheet. Every cell is a text: nothing tells figures from texts that look so.
func readCSV(data []byte, b *builder) error {
	text, err := decodeText(data)
	if err != nil {
		return err
	}
	separator, text, err := findSeparator(text)
	if err != nil {
		return err
	}
	if err := b.begin(nameOfCSV, false); err != nil {
		return err
	}
	fault := scanCSV(text, separator, func(f csvField) error {
		c := Cell{Col: f.col, Row: f.row}
		if c.setText(run{text: f.value}); c.Empty() {
			return nil
		}
		if c.Row > 1<<20 {
			return tooBig(c.Ref())
		}
		return b.add(c)
	})
	var quote *quoteFault
	if errors.As(fault, &quote) {
		return &Refusal{code: "csv-nhay-kep", message: fmt.Sprintf("tệp CSV có dấu nháy kép (\") đặt sai chỗ ở dòng %d nên không rõ ô kết thúc ở đâu", quote.row), hint: hintSaveAs}
	}
	if fault != nil {
		return fault
	}
	if len(b.cells) == 0 {
		return noContent()
	}
	return b.end()
}

// Endless tells a text file: nothing in it says that its end is there.
func Endless(data []byte) bool {
	kind, err := kindOf(data)
	return err == nil && kind == textFile
}

// decodeText gives a text file in UTF-8. The marks of UTF-8 and UTF-16 are known;
// without one it is UTF-16 where every other byte tends to be 0.
func decodeText(data []byte) (string, error) {
	var order xunicode.Endianness
	switch zeros := zeroBytes(data); {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), zeros == 1:
		order = xunicode.LittleEndian
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), zeros == 0:
		order = xunicode.BigEndian
	default:
		data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
		return checkText(data, &Refusal{code: "csv-bang-ma", message: "tệp CSV không ở bảng mã UTF-8 nên chữ có dấu không đọc được chắc chắn",
			hint: "mở tệp gốc bằng Excel, chọn Lưu thành (Save As), lưu lại kiểu “CSV UTF-8 (*.csv)” hoặc tốt nhất là “Excel Workbook (*.xlsx)”, rồi gửi lại"})
	}
	if len(data)%2 != 0 {
		return "", damaged("văn bản UTF-16 bị cắt")
	}
	data, err := xunicode.UTF16(order, xunicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(data, utf8.RuneError) {
		return "", damaged("văn bản UTF-16 có ký tự hỏng")
	}
	return checkText(data, damaged(""))
}

// checkText refuses what is no text: other than UTF-8, or with zero bytes, or a
// page of the web.
func checkText(data []byte, badEncoding *Refusal) (string, error) {
	switch {
	case bytes.IndexByte(data, 0) >= 0 || !looksLikeText(data):
		return "", &Refusal{code: "loai-tep-la", message: "tệp không phải bảng tính: bên trong không phải văn bản", hint: hintSaveAs}
	case !utf8.Valid(data):
		return "", badEncoding
	case bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")):
		return "", isMarkup()
	}
	return string(data), nil
}

// zeroBytes tells at which bytes of each pair a text in UTF-16 has its zeros: 1 for
// little-endian, 0 for big-endian, -1 for what is no such text. Signs, digits and
// separators have one, so have at least a third of the pairs.
func zeroBytes(data []byte) int {
	head := data[:min(len(data), 512)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	for at := range zeros {
		if zeros[at] > 0 && zeros[1-at] == 0 && zeros[at]*3 >= len(head)/2 {
			return at
		}
	}
	return -1
}

// quoteFault is a quote that neither opens nor closes a field as it should.
type quoteFault struct{ row int }

func (q *quoteFault) Error() string { return fmt.Sprintf("quote in row %d", q.row) }

// csvField is a field at its place, from 1; quoted tells whether it stood in quotes.
type csvField struct {
	row, col int
	value    string
	quoted   bool
}

// scanCSV hands each field to add, empty ones too. Lines end in CR, LF or both; an
// empty line is a row. A quote within a field that does not begin with one is a
// letter like others.
func scanCSV(text string, separator byte, add func(csvField) error) error {
	row, col := 1, 1
	for i := 0; i < len(text); {
		var value string
		quoted := text[i] == '"'
		if quoted {
			closed := false
			var b strings.Builder
			for i++; i < len(text) && !closed; {
				end := strings.IndexByte(text[i:], '"')
				if end < 0 {
					break
				}
				b.WriteString(text[i : i+end])
				if i += end + 1; i < len(text) && text[i] == '"' {
					b.WriteByte('"')
					i++
				} else {
					closed = true
				}
			}
			for closed && i < len(text) && text[i] == ' ' {
				i++
			}
			if !closed || i < len(text) && text[i] != separator && text[i] != '\r' && text[i] != '\n' {
				return &quoteFault{row}
			}
			value = b.String()
		} else {
			end := i
			for end < len(text) && text[end] != separator && text[end] != '\r' && text[end] != '\n' {
				end++
			}
			value, i = text[i:end], end
		}
		if err := add(csvField{row, col, value, quoted}); err != nil {
			return err
		}
		switch {
		case i == len(text):
		case text[i] == separator:
			if i++; i == len(text) {
				return add(csvField{row: row, col: col + 1})
			}
			col++
		default:
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			i++
			row, col = row+1, 1
		}
	}
	return nil
}

// separators are those that programs write, the later ones where the comma is the
// sign of decimals.
var separators = []byte{',', ';', '\t'}

// regularity is how far a separator makes a table of a text.
type regularity struct {
	comma   bool // the separator is the comma
	filled  int  // rows with anything in them
	regular int  // those among them that have the commonest number of fields above 1
	joints  int  // separators in these
	quoted  int  // fields in quotes
	inner   int  // fields with a quote inside and none about them
	prose   int  // fields behind another that begin with a space, as after a comma in prose
	behind  int  // fields behind another
	broken  bool // a quote stands where it may not
}

func measureCSV(text string, separator byte) (m regularity) {
	m.comma = separator == ','
	rows := map[int]int{} // by number of fields
	last, width, blank := 0, 0, true
	finish := func() {
		if !blank {
			m.filled++
			rows[width]++
		}
	}
	m.broken = scanCSV(text, separator, func(f csvField) error {
		if f.row != last {
			finish()
			last, blank = f.row, true
		}
		width, blank = f.col, blank && f.value == "" && f.col == 1
		switch {
		case f.quoted:
			m.quoted++
		case strings.Contains(f.value, `"`):
			m.inner++
		}
		if f.col > 1 {
			m.behind++
			if strings.HasPrefix(f.value, " ") {
				m.prose++
			}
		}
		return nil
	}) != nil
	finish()
	for fields, n := range rows {
		if joints := n * (fields - 1); joints > m.joints || joints == m.joints && n > m.regular {
			m.joints, m.regular = joints, n
		}
	}
	return m
}

// beats tells whether a separator is beyond doubt a better one than another: that
// one is not there, or breaks quotes that this one does not, or makes a smaller and
// less regular table. Commas of decimals and of prose stand in some rows and not
// in others.
func (m regularity) beats(other regularity) bool {
	more := m.regular*other.filled - other.regular*m.filled // above 0: a greater part of the rows is regular
	switch {
	case m.joints == 0 || other.joints == 0:
		return m.joints > 0
	case m.broken && m.joints >= 4*other.joints || other.broken && other.joints >= 4*m.joints:
		return m.broken // a quote gone wrong in a table that is one beyond doubt
	case m.broken != other.broken:
		return other.broken
	case m.quoted > 0 && m.inner == 0 && other.quoted == 0 && other.inner > 0:
		return more >= 0
	case m.joints >= 4*other.joints:
		return 2*m.regular*other.filled >= other.regular*m.filled
	case other.comma && m.prose == 0 && other.prose == other.behind && m.joints > other.joints:
		return more >= 0
	}
	return m.joints > other.joints && more > 0
}

// findSeparator tells what separates the fields, and gives the text that follows:
// a first line sep=; is not part of the table.
func findSeparator(text string) (byte, string, error) {
	end := strings.IndexAny(text, "\r\n")
	if end < 0 {
		end = len(text)
	}
	first := strings.Trim(strings.TrimRight(text[:end], " "), `"`)
	if len(first) == 5 && strings.EqualFold(first[:4], "sep=") && strings.Contains(",;|\t", first[4:]) {
		rest := text[end:]
		if rest = strings.TrimPrefix(rest, "\r"); strings.HasPrefix(rest, "\n") {
			rest = rest[1:]
		}
		return first[4], rest, nil
	}
	var found []regularity
	none := true
	for _, s := range separators {
		found = append(found, measureCSV(text, s))
		none = none && found[len(found)-1].joints == 0
	}
	if none {
		return separators[0], text, nil
	}
	for i, s := range separators {
		best := true
		for j := range separators {
			best = best && (i == j || found[i].beats(found[j]))
		}
		if best {
			return s, text, nil
		}
	}
	return 0, "", &Refusal{code: "csv-dau-ngan", message: "không rõ tệp CSV ngăn các cột bằng dấu phẩy, dấu chấm phẩy hay dấu tab", hint: hintSaveAs}
}
