#!/usr/bin/env python3
"""Writes the seeds of every target from the fixtures and samples: tests/fuzz/corpus/<target>/."""
import io, pathlib, sys, xml.etree.ElementTree as ET, zipfile

here = pathlib.Path(__file__).parent
root = here.parent.parent
corpus = here / "corpus"
LARGEST = 60_000


def put(target, name, data):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    if 0 < len(data) <= LARGEST:
        (folder / name.replace("/", "_").replace(" ", "_")).write_bytes(data)


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        read = [(name, package.read(name)) for name in package.namelist() if not name.endswith("/")]
    return b"".join(b"\n=== " + name.encode() + b"\n" + text for name, text in read if name.endswith((".xml", ".rels", "mimetype")))


def texts(data):
    """An .xlsx as the tables of text that `workbook` reads."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        strings = []
        if "xl/sharedStrings.xml" in names:
            strings = ["".join(si.itertext()) for si in ET.fromstring(package.read("xl/sharedStrings.xml"))]
        sheets = [s.get("name") for s in ET.fromstring(package.read("xl/workbook.xml")).iter(space + "sheet")]
        lines = []
        for number, name in enumerate(sheets, 1):
            part = f"xl/worksheets/sheet{number}.xml"
            if part not in names:
                continue
            lines.append("# " + name)
            last = 0
            for row in ET.fromstring(package.read(part)).iter(space + "row"):
                at = int(row.get("r", last + 1))
                lines += [""] * min(at - last - 1, 20)
                last, cells = at, {}
                for cell in row.iter(space + "c"):
                    column = 0
                    for letter in filter(str.isalpha, cell.get("r", "A")):
                        column = column * 26 + ord(letter) - 64
                    value = cell.find(space + "v")
                    text = value.text if value is not None else "".join(cell.itertext())
                    if cell.get("t") == "s" and text:
                        text = strings[int(text)]
                    cells[column] = " ".join((text or "").split())
                lines.append("|".join(cells.get(column, "") for column in range(1, min(max(cells, default=0), 60) + 1)))
    return "\n".join(lines).encode()


KINDS = {".xls": "xls", ".xlsb": "xlsb", ".csv": "csv", ".xml": "old_xml", ".fods": "old_xml", ".html": "html"}
folders = [root / "tests" / "fixtures", root / "tests" / "grid" / "fixtures", root / "samples"]
for file in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
    data = file.read_bytes()
    if file.suffix in KINDS:
        put(KINDS[file.suffix], file.name, data)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        continue
    put("package", file.name, data)
    if file.suffix == ".ods":
        put("ods", file.name, parts(data))
    if file.suffix == ".xlsx":
        try:
            put("xlsx", file.name, parts(data))
            put("plan" if "ke-hoach" in file.name else "rows", file.name, texts(data))
        except (KeyError, ET.ParseError, zipfile.BadZipFile, ValueError, IndexError):
            continue
words = set()
for folder in ("rows", "plan"):
    for file in (corpus / folder).glob("*"):
        words.update(cell for line in file.read_text("utf-8", "replace").splitlines() for cell in line.split("|") if cell)
for number, word in enumerate(sorted(words)[:: max(1, len(words) // 400)]):
    put("values", f"{number:04}", word.encode())
for word in ("30/02/1980", "ngày 3 tháng 2 năm 1980", "Nguyễn Văn Mẫu", "HTXSNV", "Hoàn thành tốt nhiệm vụ", "x"):
    put("values", word.replace(" ", "_").replace("/", "-"), word.encode())
for folder in sorted(corpus.iterdir()):
    print(folder.name, len(list(folder.iterdir())), file=sys.stderr)
