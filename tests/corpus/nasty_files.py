#!/usr/bin/env python3
"""Nasty delimited files, made here from invented tables, each with the table that must come of it.

    nasty_files.py ADSCOPE          runs `ADSCOPE preview FILE --all --csv` on every file and compares value for value
    nasty_files.py --write FOLDER   writes the files and the expected CSV beside them

Every case is one kind of damage, alone or with a second one: other delimiters, quotes, escapes and line ends,
encodings, preambles, comments, headers over several rows or none, ragged rows, stray quotes, several tables, notes at
the foot, zero bytes, long cells, wide and long files, empty files. What is printed is read with Python's csv module.
"""
import csv
import io
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import nasty_tables as tables  # noqa: E402

csv.field_size_limit(1 << 30)
CASES = {}


def case(name, data, rows):
    """A file's bytes (or text, as UTF-8) and the rows that must be printed, filled to the widest."""
    assert name not in CASES, name
    width = max([len(r) for r in rows], default=0)
    CASES[name] = (data.encode() if isinstance(data, str) else data, [r + [""] * (width - len(r)) for r in rows])


def cell(value, sep=",", quote='"', escape=None, always=False, never=False):
    """One value as it is written: quoted where it must be, its quotes doubled or escaped."""
    special = [sep, "\n", "\r"] + ([quote] if quote else [])
    if never or not quote or not (always or any(s in value for s in special)):
        return value
    return quote + value.replace(quote, (escape or quote) + quote) + quote


def line(row, sep=",", **how):
    return sep.join(cell(v, sep, **how) for v in row)


def write(rows, sep=",", end="\r\n", last=True, **how):
    return end.join(line(r, sep, **how) for r in rows) + (end if last and rows else "")


def plain(rows, sep):
    """The same table with nothing in it that this delimiter or a quote would need quotes for."""
    return [[v.replace(sep.strip() or sep, "/").replace('"', "").replace("'", "") for v in r] for r in rows]


ALL = {"orders": tables.orders(), "measures": tables.measures(), "people": tables.people(), "adverts": tables.adverts(), "pairs": tables.pairs()}
ORDERS = ALL["orders"]


def dialects():
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "^": "caret", "~": "tilde", "\x01": "ctrl-a", "\x1f": "unit", ", ": "comma-blank", "||": "bars", "; ": "semicolon-blank",
             "\t\t": "tabs", "::": "colons", " | ": "bar-between-blanks", "#": "hash", "§": "section", "~|": "tilde-bar"}
    for sep, name in names.items():
        for which in ("orders", "measures", "adverts"):
            case("delimiter-%s-%s" % (name, which), write(ALL[which], sep), ALL[which])
    for sep in (";", "\t", "|"):
        case("delimiter-%s-people" % names[sep], write(ALL["people"], sep), ALL["people"])
        case("delimiter-%s-pairs" % names[sep], write(ALL["pairs"], sep), ALL["pairs"])
    logs = [["day", "clock", "user", "status", "bytes"]] + [["2024-05-%02d" % (1 + i % 30), "10:%02d:00" % i, "u%d" % (i * 13 % 50), "200", str(i * 37)] for i in range(40)]
    case("delimiter-blank-log", write(logs, " "), logs)
    case("delimiter-blank-quoted", write([r + ["a message of words"] for r in logs], " "), [r + ["a message of words"] for r in logs])
    accounts = [["root", "x", "0", "0", "root", "/root", "/bin/bash"]] + [["u%d" % i, "x", str(1000 + i), "100", "user", "/home/u%d" % i, "/bin/sh"] for i in range(20)]
    case("delimiter-colon-accounts", write(accounts, ":", end="\n"), accounts)
    for which in ("orders", "people", "adverts"):
        case("quote-always-%s" % which, write(ALL[which], always=True), ALL[which])
        case("quote-single-%s" % which, write(ALL[which], quote="'"), ALL[which])
        case("quote-single-always-semicolon-%s" % which, write(ALL[which], ";", quote="'", always=True), ALL[which])
        case("quote-none-tab-%s" % which, write(ALL[which], "\t", never=True), ALL[which])
    for mark, name in (("\\", "backslash"), ("^", "caret"), ("/", "slash"), ("~", "tilde")):
        rows = [[v.replace(mark, "-") if mark != "/" else v for v in r] for r in ORDERS]
        case("escape-%s" % name, write(rows, escape=mark), rows)
        case("escape-%s-semicolon" % name, write(rows, ";", escape=mark, always=True), rows)
    bare = [["id", "text", "n"]] + [[str(i), "a, b" if i % 3 == 0 else "c", str(i * 2)] for i in range(30)]
    case("escape-delimiter-without-quotes", "\n".join(",".join(v.replace(",", "\\,") for v in r) for r in bare) + "\n", bare)
    paths = [["id", "path", "size"]] + [[str(i), "C:\\new\\table%d\\" % i, str(i * 100)] for i in range(30)]
    case("backslashes-are-no-escapes", write(paths, always=True), paths)
    case("backslashes-plain", write(paths), paths)
    comma_decimals = [["id", "betrag", "anteil"]] + [[str(i), "%d,%02d" % (i * 3, i), "0,%d" % (i % 10)] for i in range(30)]
    case("decimal-commas-semicolon", write(comma_decimals, ";"), comma_decimals)
    thousands = [["id", "views", "cost"]] + [[str(i), "{:,}".format(i * 54321), "$1,%03d.50" % i] for i in range(30)]
    case("thousands-in-quotes", write(thousands), thousands)
    times = [["time", "event"]] + [["10:%02d:00" % i, "start"] for i in range(30)]
    case("times-of-day", write(times), times)
    unescaped = [r[:] for r in ORDERS]
    data = "\r\n".join(",".join('"%s"' % v if ("," in v or '"' in v) else v for v in r) for r in unescaped) + "\r\n"
    case("quotes-not-escaped", data, unescaped)


def line_ends():
    for end, name in (("\n", "lf"), ("\r", "cr"), ("\r\n", "crlf")):
        for which in ("orders", "pairs", "adverts"):
            case("line-end-%s-%s" % (name, which), write(ALL[which], end=end), ALL[which])
            case("line-end-%s-%s-missing-at-end" % (name, which), write(ALL[which], end=end, last=False), ALL[which])
    ends = ["\n", "\r\n", "\r"]
    case("line-ends-mixed", "".join(line(r) + ends[i % 3] for i, r in enumerate(ORDERS)), ORDERS)
    case("line-end-doubled-at-end", write(ORDERS) + "\r\n", ORDERS)
    case("many-empty-lines-at-end", write(ORDERS) + "\r\n" * 7, ORDERS)
    case("empty-lines-between", "\n\n".join(line(r) for r in ALL["pairs"]) + "\n", ALL["pairs"])
    case("empty-lines-at-top", "\n\r\n\n" + write(ORDERS), ORDERS)
    inside = [["id", "text", "n"]] + [[str(i), "first\r\nsecond, with comma\nthird" if i % 4 == 1 else "short", str(i)] for i in range(30)]
    case("line-ends-inside", write(inside), inside)
    case("line-ends-inside-lf", write(inside, end="\n"), inside)
    case("line-ends-inside-single-quotes", write(inside, ";", quote="'"), inside)
    case("record-mark-inside-cr", write([[v.replace("\r\n", "\r") for v in r] for r in inside], end="\r"), [[v.replace("\r\n", "\r") for v in r] for r in inside])


def encodings():
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"):
        for which in ("orders", "adverts"):
            if which == "orders" and encoding == "gb18030":
                continue
            case("encoding-%s-%s" % (encoding, which), write(ALL[which]).encode(encoding), ALL[which])
    traditional = [["時間", "用戶編號", "廣告標題", "點擊"]] + [["2026-03-%02d" % (1 + i % 28), "u%d" % i, ["夏季大促銷", "新品上市", "限時折扣", "會員專享優惠"][i % 4], str(i % 2)] for i in range(40)]
    case("encoding-big5", write(traditional).encode("big5"), traditional)
    case("encoding-gb18030-tabs", write(ALL["adverts"], "\t").encode("gb18030"), ALL["adverts"])
    case("encoding-gb18030-short", write(ALL["adverts"][:5]).encode("gb18030"), ALL["adverts"][:5])
    western = tables.western()
    plain_western = [[v.replace("ó", "o") for v in r] for r in western]
    case("encoding-latin-1", write(plain_western, ";").encode("latin-1"), plain_western)
    curly = plain_western + [["“Zoë”", "Málaga", "20", "5 €"]]
    case("encoding-windows-1252", write(curly, ";").encode("cp1252"), curly)
    case("encoding-utf-8-adverts-semicolon", write(ALL["adverts"], ";"), ALL["adverts"])
    case("encoding-utf-16-tabs", write(ALL["adverts"], "\t").encode("utf-16"), ALL["adverts"])


def above_and_below():
    for which in ("orders", "measures", "adverts"):
        rows, body = ALL[which], write(ALL[which])
        empty = "," * (len(rows[0]) - 1)
        case("preamble-row-%s" % which, "PREAMBLE" + empty + "\r\n" + empty + "\r\n" + body, rows)
        case("preamble-rows-%s" % which, ("Report of the month" + empty + "\r\n") * 3 + body, rows)
        case("preamble-line-%s" % which, "Report of the month\r\n" + body, rows)
        case("preamble-lines-blank-%s" % which, "Report of the month\r\nMade by hand\r\n\r\n" + body, rows)
        case("preamble-pairs-%s" % which, "Account,12345\r\nPeriod,March\r\n\r\n" + body, rows)
        case("preamble-comments-%s" % which, "# made by a tool\r\n# it's \"old\"\r\n" + body, rows)
        case("foot-blank-%s" % which, body + "\r\nFOOTNOTE\r\n", rows)
        case("foot-row-%s" % which, body + empty + "\r\nFOOTNOTE" + empty + "\r\n", rows)
        case("comments-inside-%s" % which, "".join(line(r) + "\r\n" + ("# note %d\r\n" % i if i % 10 == 5 else "") for i, r in enumerate(rows)), rows)
        case("second-table-below-%s" % which, body + "\r\n" + write(ALL["people"]), rows)
        case("second-table-titled-%s" % which, body + "\r\nSecond table\r\n" + write(tables.pairs(8, 9)), rows)
        case("second-table-same-%s" % which, body + body, rows)
        case("second-table-less-%s" % which, body + write([r[:-1] for r in rows]), rows)
        case("second-table-more-%s" % which, body + write([r + ["more%d" % i if i == 0 else "x"] for i, r in enumerate(rows)]), rows)
        twice = [" ".join([v, v]) for v in rows[0]]
        case("header-twice-%s" % which, write(rows[:1]) + body, [twice] + rows[1:])
        case("header-thrice-%s" % which, write(rows[:1]) * 2 + body, [[" ".join([v, v, v]) for v in rows[0]]] + rows[1:])
        case("header-none-%s" % which, write(rows[1:]), rows[1:])
        case("header-only-%s" % which, write(rows[:1]), rows[:1])
        case("one-row-%s" % which, write(rows[:2]), rows[:2])
        named_twice = [rows[0][:1] * 2 + rows[0][2:]] + rows[1:]
        case("header-names-twice-%s" % which, write(named_twice), named_twice)
        unnamed = [rows[0][:1] + [""] + rows[0][2:]] + rows[1:]
        case("header-name-empty-%s" % which, write(unnamed), unnamed)
    report = [["Campaign", "Clicks", "Cost", "Rate"]] + [["Brand %d" % i, "1,%03d" % i, "%d.5" % i, "%d%%" % i] for i in range(12)]
    case("preamble-with-delimiters", "Campaign performance\nJan 1, 2024 - Jan 31, 2024\n" + write(report, end="\n"), report)
    apostrophes = [["id", "name", "note"]] + [[str(i), ["O'Brien", "D'Arcy", "Lee"][i % 3], ["'tis fine", "it's 'ok'", "rock'n'roll"][i % 3]] for i in range(15)]
    case("apostrophes", write(apostrophes), apostrophes)
    few = [["a", "b"], ["1", "2"]]
    case("two-by-two-semicolon", "a;b\n1;2", few)
    fullwidth = [["日期", "用户", "点击"]] + [["2024-01-%02d" % (i + 1), "u%d" % i, str(i % 2)] for i in range(9)]
    case("delimiter-full-width-comma", write(fullwidth, "，", end="\n"), fullwidth)
    groups = [["", "cost", "", "views", ""], ["day", "phone", "desktop", "phone", "desktop"]]
    data = [["2024-01-%02d" % (i + 1), str(i), str(i * 2), str(i * 30), str(i * 40)] for i in range(20)]
    case("header-groups", write(groups + data), [["day", "cost phone", "desktop", "views phone", "desktop"]] + data)
    case("comments-slashes", "// made by a tool\n// on a Monday\n" + write(ALL["pairs"], end="\n"), ALL["pairs"])
    tags = [["#tag", "uses"]] + [["#%s" % w, str(i)] for i, w in enumerate(tables.WORDS)]
    case("hash-is-data", write(tags), tags)


def ragged():
    for which in ("orders", "measures"):
        rows = ALL[which]
        for at, where in ((1, "first"), (len(rows) // 2, "middle"), (len(rows) - 1, "last")):
            less = [r[:] for r in rows]
            less[at] = less[at][:2]
            case("row-short-%s-%s" % (where, which), write(less), [r + [""] * (len(rows[0]) - len(r)) for r in less])
            more = [r[:] for r in rows]
            more[at] = more[at] + ["extra", "cells"]
            case("row-long-%s-%s" % (where, which), write(more), more)
            shifted = [r[:] for r in rows]
            shifted[at] = shifted[at][:3] + [""] + shifted[at][3:]
            expected = [r[:] for r in shifted]
            while len(expected[at]) > len(rows[0]) and expected[at][-1] == "":
                expected[at].pop()
            case("row-delimiter-more-%s-%s" % (where, which), write(shifted), expected)
            for column in (0, 3, len(rows[0]) - 3, len(rows[0]) - 1):
                stray = [r[:] for r in rows]
                text = [line(r) for r in rows]
                cells = [cell(v) for v in rows[at]]
                value = rows[at][column]
                if cells[column].startswith('"'):
                    cells[column] = '"' + '"' + value.replace('"', '""') + '"'
                else:
                    cells[column] = '"' + cells[column]
                text[at] = ",".join(cells)
                stray[at][column] = '"' + value
                case("stray-quote-%s-%d-%s" % (where, column, which), "\r\n".join(text) + "\r\n", stray)
    head = [r[:] for r in ORDERS]
    text = [line(r) for r in ORDERS]
    text[0] = text[0].replace("Code", '"Code')
    head[0][3] = '"Code'
    case("stray-quote-in-header", "\r\n".join(text) + "\r\n", head)
    trailing = [r + [""] for r in ORDERS]
    case("delimiter-at-every-end", write([ORDERS[0]] + trailing[1:]), ORDERS)
    inches = [["id", "size", "price"]] + [[str(i), '%d" wide' % i, "%d.50" % i] for i in range(1, 30)]
    case("inches", write(inches, never=True), inches)
    padded = [["id", "text", "n"]] + [[str(i), "  padded  ", " %d" % i] for i in range(30)]
    case("blanks-stay", write(padded), padded)
    empties = [["id", "a", "b"]] + [[str(i), "", ""] for i in range(30)]
    case("empty-columns", write(empties), empties)
    staircase = [["a", "b", "c", "d"]] + [["v%d" % i] * (1 + i % 4) for i in range(24)]
    case("rows-of-every-length", write(staircase), [r + [""] * (4 - len(r)) for r in staircase])


def odd_files():
    case("empty", "", [])
    case("line-ends-only", "\r\n\n\r\n", [])
    case("comment-only", "# a note\n", [])
    case("one-row-of-empty-cells", ",,\n", [["", "", ""]])
    one = [["name"]] + [[w] for w in tables.WORDS]
    case("one-column", write(one), one)
    case("one-column-no-header", write([[str(i)] for i in range(20)]), [[str(i)] for i in range(20)])
    names = [["full name"]] + [["%s %s" % (a.title(), b.title())] for a, b in zip(tables.WORDS, reversed(tables.WORDS))]
    case("one-column-of-names", write(names), names)
    stamps = [["time"]] + [["2024-01-%02d 10:00:00" % (i + 1)] for i in range(25)]
    case("one-column-of-times", write(stamps), stamps)
    sentences = [["comment"]] + [["Good, very good"], ["Bad"], ["Fine, thanks, and you"], ["No"]] * 6
    case("one-column-of-sentences", write(sentences, never=True), sentences)
    links = [["link"]] + [["https://a.example/%d/x" % i] for i in range(20)]
    case("one-column-of-links", write(links), links)
    lone = [["note"], ["a"], [""], ["b"]]
    case("one-column-with-empty-cell", 'note\r\na\r\n""\r\nb\r\n', lone)
    case("one-cell", "hello\n", [["hello"]])
    case("one-line", "a,b,c\n", [["a", "b", "c"]])
    case("one-line-without-end", "1;2;3", [["1", "2", "3"]])
    zero = [["id", "text", "n"]] + [[str(i), "ze\0ro" if i == 7 else "none", str(i)] for i in range(40)]
    case("zero-bytes", write(zero), zero)
    long = [["id", "text", "n"], ["1", "x" * 300000, "2"], ["3", "y, \"z\" " * 40000, "4"], ["5", "short", "6"]]
    case("long-cells", write(long), long)
    wide = [["c%d" % i for i in range(1500)]] + [[str(i * j % 97) for i in range(1500)] for j in range(1, 12)]
    case("wide", write(wide, ";"), wide)
    tall = [["id", "value", "text"]] + [[str(i), str(i * i % 1000), "row %d" % i] for i in range(30000)]
    case("tall", write(tall), tall)
    late = [["id", "value", "text"]] + [[str(i), str(i % 10), "plain"] for i in range(60000)] + [["x", "1", 'late, "quoted"']]
    case("quotes-late", write(late), late)
    escaped_late = late[:-1] + [["x", "1", 'late, "quoted" and %d' % i] for i in range(5)]
    case("escapes-late", write(escaped_late, escape="\\"), escaped_late)
    foreign_late = late[:-1] + [["x", "1", text] for text in tables.CHINESE * 4]
    case("encoding-gb18030-late", write(foreign_late).encode("gb18030"), foreign_late)
    verbatim = [["zip", "real", "date", "flag", "big"]] + [["007", "1.0", "2024-1-5", "TRUE", "12345678901234567890"], ["010", "1e5", "05.01.2024", "true", "-0"]] * 8
    case("verbatim", write(verbatim), verbatim)
    formulas = [["id", "formula"]] + [[str(i), "=SUM(A1:A%d)" % i] for i in range(20)]
    case("formulas", write(formulas), formulas)
    documents = [["id", "document"]] + [[str(i), '{"a": %d, "b": ["x", "y"]}' % i] for i in range(20)]
    case("json-in-cells", write(documents), documents)
    case("json-in-cells-tab", write(documents, "\t", never=True), documents)


for make in (dialects, line_ends, encodings, above_and_below, ragged, odd_files):
    make()


def check(adscope, folder, name):
    data, rows = CASES[name]
    path = os.path.join(folder, name + ".csv")
    with open(path, "wb") as f:
        f.write(data)
    run = subprocess.run([adscope, "preview", path, "--all", "--csv"], capture_output=True, timeout=120)
    if run.returncode != 0:
        return "%s: exit code %d: %s" % (name, run.returncode, run.stderr.decode(errors="replace").strip()[:200])
    got = list(csv.reader(io.StringIO(run.stdout.decode("utf-8", errors="replace"), newline="")))
    if got == rows:
        return None
    where = next((i for i, (a, b) in enumerate(zip(got, rows)) if a != b), min(len(got), len(rows)))
    show = lambda t: str(t[where])[:300] if where < len(t) else "nothing"  # noqa: E731
    return "%s: %d rows, %d expected; row %d is\n    %s\n  expected\n    %s" % (name, len(got), len(rows), where, show(got), show(rows))


def main():
    if sys.argv[1] == "--write":
        os.makedirs(sys.argv[2], exist_ok=True)
        for name, (data, rows) in CASES.items():
            with open(os.path.join(sys.argv[2], name + ".csv"), "wb") as f:
                f.write(data)
            with open(os.path.join(sys.argv[2], name + ".expected.csv"), "w", newline="") as f:
                csv.writer(f).writerows(rows)
        return 0
    wanted = [n for n in CASES if len(sys.argv) < 3 or sys.argv[2] in n]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        failures = [f for f in pool.map(lambda n: check(sys.argv[1], folder, n), wanted) if f]
    for f in failures:
        print(f)
    print("%d of %d files right" % (len(wanted) - len(failures), len(wanted)))
    return 1 if failures or len(wanted) < 1 else 0


if __name__ == "__main__":
    sys.exit(main())
