"""PIANO.yaml FILE.pdf: YAML and Jinja to HTML, printed by WeasyPrint."""

import sys
from pathlib import Path

import jinja2
import yaml
from weasyprint import HTML

QUI = Path(__file__).resolve().parent

piano = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
ambiente = jinja2.Environment(loader=jinja2.FileSystemLoader(QUI), autoescape=True)
html = ambiente.get_template("piano.html.jinja").render(piano=piano)
HTML(string=html).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
