#!/usr/bin/env python3
"""Compares whole processes on one campaign folder: `tonghop merge` and `check`, and what people would script instead.

    pip install openpyxl python-calamine XlsxWriter pandas
    cargo build --release
    python3 benches/peers.py make FOLDER 1000 60      # a campaign of 1 000 files with 60 members each
    python3 benches/peers.py run FOLDER [ROUNDS]      # all of them in turn; ratios of medians

The peers only put the rows of the sheet Đảng viên under each other; tonghop does everything. Processor time of the
process and its children is compared, since it is steadier than the clock; the clock stands beside it.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TONGHOP = os.path.join(HERE, "..", "target", "release", "tonghop")
SHEET = "Đảng viên"

PEERS = {
    "python-calamine + XlsxWriter": """
import sys, glob, datetime
from python_calamine import CalamineWorkbook
import xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
sheet = book.add_worksheet("Đảng viên")
at = 0
for number, path in enumerate(sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx"))):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Đảng viên").to_python()
    for row in rows if number == 0 else rows[1:]:
        sheet.write_row(at, 0, row)
        at += 1
book.close()
""",
    "openpyxl (read-only, write-only)": """
import sys, glob
from openpyxl import load_workbook, Workbook
book = Workbook(write_only=True)
sheet = book.create_sheet("Đảng viên")
for number, path in enumerate(sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx"))):
    rows = load_workbook(path, read_only=True)["Đảng viên"].iter_rows(values_only=True)
    for at, row in enumerate(rows):
        if at or not number:
            sheet.append(row)
book.save(sys.argv[2])
""",
    "pandas + openpyxl": """
import sys, glob
import pandas
tables = [pandas.read_excel(path, sheet_name="Đảng viên") for path in sorted(glob.glob(sys.argv[1] + "/nop/*.xlsx"))]
pandas.concat(tables).to_excel(sys.argv[2], index=False)
""",
}


def make(folder, n_files, n_members):
    """Invented people; the same for the same size."""
    import datetime

    from openpyxl import Workbook

    chance = random.Random(1)
    grades = ["Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ"]
    heads = ("TT|Số thẻ đảng|Họ và tên|Ngày sinh|Ngày vào Đảng|Ngày chính thức|Chức vụ|Bản kiểm điểm (Mẫu 02) (x)|"
             "Kiểm điểm tại (Phòng / Chi bộ)|Nhận xét nơi cư trú|Tự xếp loại|Xếp loại công chức|Chi ủy đề xuất|"
             "Chi bộ xếp loại|Ghi chú").split("|")
    os.makedirs(os.path.join(folder, "nop"), exist_ok=True)
    for branch in range(n_files):
        book = Workbook(write_only=True)
        facts = book.create_sheet("Thông tin")
        for row in (["Mã chi bộ", f"CB{branch:05}"], ["Tên chi bộ", f"Chi bộ số {branch}"], ["Năm", 2021]):
            facts.append(row)
        members = book.create_sheet(SHEET)
        members.append(heads)
        for place in range(n_members):
            born = datetime.date(1960, 1, 1) + datetime.timedelta(days=(branch * n_members + place) * 37 % 14000)
            joined = born + datetime.timedelta(days=9000)
            grade = chance.choices(grades, [15, 75, 10])[0]
            name = f"Nguyễn Văn {chance.choice(['An', 'Bình', 'Cường', 'Dũng', 'Hòa'])}"
            members.append([place + 1, f"{branch:05}{place:07}", name, born, joined,
                            joined + datetime.timedelta(days=366), "Chuyên viên", "x", "Phòng", "Tốt",
                            grade, grade, grade, grade, ""])
        staff = book.create_sheet("Công chức")
        staff.append("TT|Họ và tên|Ngày sinh|Chức vụ|Phòng|Là đảng viên (x)|Xếp loại|Ghi chú".split("|"))
        for place in range(min(n_members, 60)):
            day = datetime.date(1970 + place % 25, 1 + place % 12, 5)
            staff.append([place + 1, "Trần Thị Mai", day, "Chuyên viên", "Phòng", "", grades[1], ""])
        book.save(os.path.join(folder, "nop", f"CB{branch:05}.xlsx"))


def measured(command):
    """Processor time, wall time and peak memory of a process: seconds, seconds, MB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    # Findings of severity error end with 1.
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        return None
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000


def run(folder, rounds):
    found = {}
    with tempfile.TemporaryDirectory() as results:
        for _ in range(rounds):
            contenders = {
                "tonghop merge": [TONGHOP, "merge", folder, "-o", os.path.join(results, "t.xlsx"), "--quiet"],
                "tonghop check": [TONGHOP, "check", folder, "--quiet"],
            }
            for name, script in PEERS.items():
                contenders[name] = [sys.executable, "-c", script, folder, os.path.join(results, "p.xlsx")]
            for name, command in contenders.items():
                # An earlier output would be read again for its decisions.
                for left in os.listdir(results):
                    os.remove(os.path.join(results, left))
                figures = measured(command)
                if figures:
                    found.setdefault(name, []).append(figures)
    base = [statistics.median(figures[at] for figures in found["tonghop merge"]) for at in range(3)]
    print(f"{'':34}{'cpu':>8}{'wall':>8}{'memory':>10}")
    for name, rows in found.items():
        cpu, wall, memory = (statistics.median(row[at] for row in rows) for at in range(3))
        print(f"{name:34}{cpu / base[0]:8.2f}{wall / base[1]:8.2f}{memory:7.0f} MB   ({cpu:.2f} s of processor time)")


if __name__ == "__main__":
    if len(sys.argv) >= 5 and sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif len(sys.argv) >= 3 and sys.argv[1] == "run":
        run(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3)
    else:
        sys.exit(__doc__)
