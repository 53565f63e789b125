package spreadsheet

import "testing"

func TestReferences(t *testing.T) {
	for _, test := range []struct {
		ref      string
		col, row int
		ok       bool
	}{
		{"A1", 1, 1, true}, {"Z9", 26, 9, true}, {"AA10", 27, 10, true}, {"XFD1048576", 16384, 1 << 20, true},
		{"XFE1", 0, 0, false}, {"A0", 0, 0, false}, {"A1048577", 0, 0, false}, {"A", 0, 0, false}, {"1", 0, 0, false}, {"A+1", 0, 0, false}, {"A-1", 0, 0, false}, {"", 0, 0, false}, {"AAAA1", 0, 0, false},
	} {
		col, row, ok := ParseRef(test.ref)
		if ok != test.ok || ok && (col != test.col || row != test.row || Ref(col, row) != test.ref) {
			t.Errorf("%q: %d %d %v", test.ref, col, row, ok)
		}
	}
}

func TestEscapesOfXML(t *testing.T) {
	for in, want := range map[string]string{"a_x000D_b": "a\rb", "_x0041_": "A", "_x00zz_": "_x00zz_", "_x": "_x", "plain": "plain"} {
		if got := unescape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNumberFormats(t *testing.T) {
	for code, want := range map[string]Show{
		"General": AsNumber, "0": AsNumber, "#,##0.00": AsNumber, "0.00E+00": AsNumber, "@": AsNumber, "": AsNumber,
		`#,##0 "đồng"`: AsNumber, `0" ngày"`: AsNumber, `[Red]#,##0;[Blue]-#,##0`: AsNumber, `#,##0\ "d"`: AsNumber, `_-* #,##0_d_-`: AsNumber,
		"dd/mm/yyyy": AsDate, "[$-42A]d mmmm yyyy": AsDate, `"ngày" dd "tháng" mm`: AsDate, "mmm-yy": AsDate, "dd/mm/yyyy hh:mm": AsDate, "m": AsDate,
		"hh:mm": AsTime, "[h]:mm:ss": AsTime, "mm:ss": AsTime, "[mm]": AsTime,
		"0%": AsPercent, "0.0%;-0.0%": AsPercent, `0"%"`: AsNumber,
		`"TRUE";"TRUE";"FALSE"`: AsBool,
	} {
		if got := classifyFormat(code); got != want {
			t.Errorf("%q: got %d, want %d", code, got, want)
		}
	}
	for id, want := range map[int]Show{0: AsNumber, 3: AsNumber, 9: AsPercent, 10: AsPercent, 11: AsNumber, 14: AsDate, 18: AsTime, 22: AsDate, 46: AsTime, 49: AsNumber} {
		if got := builtinFormat(id); got != want {
			t.Errorf("format %d: got %d, want %d", id, got, want)
		}
	}
}
