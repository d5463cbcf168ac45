"""PIANO.yaml FILE.pdf: YAML and Jinja to LaTeX, printed by XeLaTeX; twice, as longtable asks."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jinja2
import yaml

QUI = Path(__file__).resolve().parent
SEGNI = {c: "\\" + c for c in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def testo(valore):
    """A text in which nothing is a command."""
    return re.sub(r"[\\&%$#_{}~^]", lambda segno: SEGNI[segno[0]], str(valore))


piano = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
ambiente = jinja2.Environment(
    loader=jinja2.FileSystemLoader(QUI), block_start_string="<%", block_end_string="%>",
    variable_start_string="<<", variable_end_string=">>", comment_start_string="<#", comment_end_string="#>",
)
ambiente.filters["testo"] = testo
with tempfile.TemporaryDirectory() as cartella:
    sorgente = Path(cartella, "piano.tex")
    sorgente.write_text(ambiente.get_template("piano.tex.jinja").render(piano=piano, caratteri=f"{QUI.parent.parent}/fonts/"), encoding="utf-8")
    for _ in range(2):
        comando = ["xelatex", "-interaction=batchmode", "-halt-on-error", sorgente.name]
        subprocess.run(comando, cwd=cartella, check=True, stdout=subprocess.DEVNULL)
    shutil.move(sorgente.with_suffix(".pdf"), sys.argv[2])
