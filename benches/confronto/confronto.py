#!/usr/bin/env python3
"""Whole runs side by side: pira, the typst command line on the same source and fonts, and what an
office could use instead. Each tool makes its PDF of the same plan, in turns, many times; what is
printed is the median of each, and how it stands to pira's.

    cargo build
    cargo install typst-cli
    python3 -m venv .venv && .venv/bin/pip install pyyaml jinja2 typst weasyprint
    apt-get install texlive-xetex texlive-latex-extra lmodern
    .venv/bin/python benches/confronto/confronto.py

What is not installed is left out. `--volte N` changes how many turns, `--pira` and `--typst` name
other programs, `--piano` another plan."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

QUI = Path(__file__).resolve().parent
RADICE = QUI.parent.parent
STANDARD = "a-2a,ua-1"


def argomenti():
    lettore = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    lettore.add_argument("--volte", type=int, default=31)
    lettore.add_argument("--pira", default=str(RADICE / "target/release/pira"))
    lettore.add_argument("--typst", default="typst")
    lettore.add_argument("--piano", default=str(RADICE / "data/frosinone-latina-2021.yaml"))
    return lettore.parse_args()


def concorrenti(scelte, cartella):
    """Name, command and file of each tool that is here."""
    sorgente = cartella / "piano.typ"
    genera = [scelte.pira, "genera", scelte.piano]
    subprocess.run([*genera, "--formato", "typ", "-o", sorgente], check=True, stderr=subprocess.DEVNULL)
    typst = [scelte.typst, "compile", "--font-path", RADICE / "fonts", "--ignore-system-fonts"]
    typst += ["--ignore-embedded-fonts", "--features", "a11y-extras", "--pdf-standard", STANDARD, sorgente]

    def script(nome):
        return [sys.executable, QUI / nome, scelte.piano]

    voci = [
        ("pira", [*genera, "-o"], True),
        ("typst (command line)", typst, shutil.which(scelte.typst)),
        ("YAML, Jinja, Typst in Python", script("con_typst.py"), moduli("yaml", "jinja2", "typst")),
        ("WeasyPrint (HTML)", script("con_weasyprint.py"), moduli("yaml", "jinja2", "weasyprint")),
        ("XeLaTeX (longtable)", script("con_latex.py"), moduli("yaml", "jinja2") and shutil.which("xelatex")),
    ]
    for posto, (nome, comando, presente) in enumerate(voci):
        if presente:
            uscita = cartella / f"{posto}.pdf"
            yield nome, [str(parola) for parola in [*comando, uscita]], uscita
        else:
            print(f"{nome}: not installed, left out")


def moduli(*nomi):
    return all(find_spec(nome) for nome in nomi)


def corsa(comando):
    """Seconds and kilobytes of a whole run."""
    inizio = time.perf_counter()
    processo = subprocess.Popen(comando, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, esito, uso = os.wait4(processo.pid, 0)
    durata = time.perf_counter() - inizio
    if esito:
        sys.exit(f"failed: {' '.join(comando)}")
    return durata, uso.ru_maxrss


def main():
    scelte = argomenti()
    with tempfile.TemporaryDirectory() as cartella:
        voci = list(concorrenti(scelte, Path(cartella)))
        corse = {nome: [] for nome, _, _ in voci}
        for _ in range(scelte.volte):
            for nome, comando, _ in voci:
                corse[nome].append(corsa(comando))
        tempo = {nome: statistics.median(t for t, _ in prove) for nome, prove in corse.items()}
        memoria = {nome: statistics.median(m for _, m in prove) for nome, prove in corse.items()}
        file = {nome: uscita.stat().st_size for nome, _, uscita in voci}
        print(f"median of {scelte.volte} turns, and how many times pira's\n")
        print(f"{'':32}{'time':>16}{'memory':>18}{'file':>18}")
        for nome in corse:
            t, m, f = (voce[nome] / voce["pira"] for voce in (tempo, memoria, file))
            print(
                f"{nome:32}{tempo[nome] * 1e3:9.1f} ms{t:5.2f}"
                f"{memoria[nome] / 1024:10.1f} MiB{m:5.2f}{file[nome] / 1000:10.1f} kB{f:5.2f}"
            )


if __name__ == "__main__":
    main()
