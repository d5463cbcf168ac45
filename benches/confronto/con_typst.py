"""PIANO.yaml FILE.pdf: the chain of RenderCV, YAML and Jinja and Typst in Python."""

import sys
from pathlib import Path

import jinja2
import typst
import yaml

QUI = Path(__file__).resolve().parent


def testo(valore):
    """A text as a Typst string."""
    return '"' + str(valore).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


piano = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
ambiente = jinja2.Environment(loader=jinja2.FileSystemLoader(QUI), trim_blocks=True, lstrip_blocks=True)
ambiente.filters["testo"] = testo
sorgente = ambiente.get_template("piano.typ.jinja").render(piano=piano)
caratteri = [str(QUI.parent.parent / "fonts")]
pdf = typst.compile(sorgente.encode(), font_paths=caratteri, ignore_system_fonts=True, pdf_standards="a-2b")
Path(sys.argv[2]).write_bytes(pdf)
