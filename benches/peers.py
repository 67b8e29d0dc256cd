#!/usr/bin/env python3
"""Compares whole processes on one campaign folder: `tonghop merge` and `check`, and what people would script instead.

    pip install openpyxl python-calamine XlsxWriter pandas polars fastexcel
    npm install exceljs
    cargo build --release --bins --examples
    python3 benches/peers.py make FOLDER 1000 60      # a campaign of 1 000 files with 60 members each
    python3 benches/peers.py run FOLDER [ROUNDS]      # all of them in turn; ratios of medians

The peers only put the rows of the sheet Đảng viên under each other; tonghop does everything. Processor time of the
process and its children is compared, since it is steadier than the clock; the clock stands beside it. Peers that are
not installed are left out, and named.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RELEASE = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(HERE, "..", "target")), "release")
TONGHOP = os.path.join(RELEASE, "tonghop")
GENERATOR = os.path.join(RELEASE, "examples", "generate-campaign")

PYTHON_PEERS = {
    "python-calamine + XlsxWriter": """
import sys, glob
from python_calamine import CalamineWorkbook
import xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
sheet = book.add_worksheet("Đảng viên")
at = 0
for path in sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx")):
    for row in CalamineWorkbook.from_path(path).get_sheet_by_name("Đảng viên").to_python():
        sheet.write_row(at, 0, row)
        at += 1
book.close()
""",
    "polars (fastexcel, XlsxWriter)": """
import sys, glob
import polars
options = {"sheet_name": "Đảng viên", "has_header": False, "infer_schema_length": 0}
tables = [polars.read_excel(path, **options) for path in sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx"))]
polars.concat(tables, how="diagonal").write_excel(sys.argv[2])
""",
    "openpyxl (read-only, write-only)": """
import sys, glob
from openpyxl import load_workbook, Workbook
book = Workbook(write_only=True)
sheet = book.create_sheet("Đảng viên")
for path in sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx")):
    for row in load_workbook(path, read_only=True)["Đảng viên"].iter_rows(values_only=True):
        sheet.append(row)
book.save(sys.argv[2])
""",
    "pandas + openpyxl": """
import sys, glob
import pandas
paths = sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx"))
tables = [pandas.read_excel(path, sheet_name="Đảng viên", header=None) for path in paths]
pandas.concat(tables).to_excel(sys.argv[2], index=False, header=False)
""",
}

NODE_PEERS = {
    "exceljs": """
const excel = require('exceljs'), fs = require('fs'), path = require('path');
(async () => {
  const folder = path.join(process.argv[1], 'nop');
  const book = new excel.stream.xlsx.WorkbookWriter({ filename: process.argv[2] });
  const sheet = book.addWorksheet('Đảng viên');
  for (const name of fs.readdirSync(folder).sort()) {
    const returned = new excel.Workbook();
    await returned.xlsx.readFile(path.join(folder, name));
    returned.getWorksheet('Đảng viên').eachRow(row => sheet.addRow(row.values).commit());
  }
  await book.commit();
})();
""",
}


def measured(command):
    """Processor time, wall time and peak memory of a process: seconds, seconds, MB; none when it failed."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    # Findings of severity error end with 1.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        return None
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000


def contenders(folder, results):
    """Names and commands. None of the peers ends with 1 but for a failure, so theirs must write the workbook."""
    theirs = os.path.join(results, "p.xlsx")
    commands = {
        "tonghop merge": [TONGHOP, "merge", folder, "-o", os.path.join(results, "t.xlsx"), "--quiet"],
        "tonghop check": [TONGHOP, "check", folder, "--quiet"],
    }
    for name, script in PYTHON_PEERS.items():
        commands[name] = [sys.executable, "-c", script, folder, theirs]
    for name, script in NODE_PEERS.items():
        commands[name] = ["node", "-e", script, folder, theirs]
    return commands, theirs


def run(folder, rounds):
    found = {}
    with tempfile.TemporaryDirectory() as results:
        commands, theirs = contenders(folder, results)
        for _ in range(rounds):
            for name, command in commands.items():
                # An earlier output would be read again for its decisions.
                for left in os.listdir(results):
                    os.remove(os.path.join(results, left))
                try:
                    figures = measured(command)
                except FileNotFoundError:
                    figures = None
                if figures and (name.startswith("tonghop") or os.path.exists(theirs)):
                    found.setdefault(name, []).append(figures)
    for name in commands:
        if name not in found:
            print(f"{name}: left out, it does not run here")
    if "tonghop merge" not in found:
        sys.exit(f"{TONGHOP} is not there or failed")
    base = [statistics.median(figures[at] for figures in found["tonghop merge"]) for at in range(3)]
    print(f"{'':34}{'cpu':>8}{'wall':>8}{'memory':>10}")
    for name, rows in found.items():
        cpu, wall, memory = (statistics.median(row[at] for row in rows) for at in range(3))
        print(f"{name:34}{cpu / base[0]:8.2f}{wall / base[1]:8.2f}{memory:7.0f} MB   ({cpu:.2f} s of processor time)")


if __name__ == "__main__":
    if len(sys.argv) >= 5 and sys.argv[1] == "make":
        sys.exit(subprocess.call([GENERATOR, *sys.argv[2:]]))
    elif len(sys.argv) >= 3 and sys.argv[1] == "run":
        run(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3)
    else:
        sys.exit(__doc__)
