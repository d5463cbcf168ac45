//! A document with a text that cannot be read where it is printed is not written, and a draft says so.

use std::fs;
use std::path::Path;

use crate::support::random_plans::{Dice, piano};
use crate::support::{MINIMAL_PLAN, folder_with, names, pira, root};
use pira::{Annex, ComposeOptions, DocumentOptions, Enclosure, PlanInput, Status, Templates};

/// Writes the premessa of the office: the built-in one, and then a page of its own, the second.
fn own_premessa(folder: &Path, more: &str) {
    let built_in = fs::read_to_string(root().join("templates/premessa.typ.j2")).unwrap();
    fs::create_dir_all(folder.join("nostri")).unwrap();
    fs::write(
        folder.join("nostri/premessa.typ.j2"),
        format!("{built_in}\n#pagebreak()\n{more}\n#pagebreak()\n"),
    )
    .unwrap();
}

const GENERA: [&str; 4] = ["genera", "piano.yaml", "--modelli", "nostri"];

/// What an office's template writes, and what is said of it.
const UNREADABLE: [(&str, &str); 11] = [
    (
        "#place(top + left, dx: -60mm)[Parole fuori]",
        "a pagina 2 un testo esce dal foglio: “Parole fuori”",
    ),
    (
        "#place(bottom + left, dy: 40mm)[Parole in fondo]",
        "un testo esce dal foglio: “Parole in fondo”",
    ),
    (
        "#box(width: 40mm)[#(\"Parola\" * 30)]",
        "un testo esce dal foglio: “ParolaParola",
    ),
    (
        "#place(rotate(-30deg, origin: left, box(width: 400mm)[Parole che salgono #(\"ancora \" * 60)]))",
        "un testo esce dal foglio: “Parole che salgono",
    ),
    (
        "#place(top + left, dy: 100mm)[Parole di sotto]\n#place(top + left, dx: 2mm, dy: 101mm)[Altre di sopra]",
        "un testo è stampato sopra un altro: “Altre di sopra” sopra “Parole di sotto”",
    ),
    (
        "#block(height: 2mm)[Parole di sotto]\n#v(-4mm)\nAltre di sopra.",
        "un testo è stampato sopra un altro: “Altre di sopra.” sopra “Parole di sotto”",
    ),
    (
        "#table(columns: (12mm, 40mm), [Internazionalizzazione], [vicina])",
        "un testo è stampato sopra un altro: “vicina” sopra “Internazionalizzazione”",
    ),
    (
        "#place(dx: 50mm, dy: 40mm, rotate(90deg)[Parole in piedi])#place(dx: 50mm, dy: 40mm, rotate(90deg)[Altre in piedi])",
        "un testo è stampato sopra un altro: “Altre in piedi” sopra “Parole in piedi”",
    ),
    (
        "#block(height: 3mm, clip: true)[Una riga\\ che continua]",
        "un testo è tagliato: “Una riga”, e così un altro della pagina",
    ),
    (
        "#box(width: 0pt)[#box(width: 40mm)[Parole coperte]]#box(width: 30mm, height: 4mm, fill: white)",
        "un testo è coperto da un fondo: “Parole coperte”",
    ),
    (
        "#place(top + left, dy: 100mm)[A#h(1fr)]\n#place(top + left, dy: 100mm)[–]",
        "un testo è stampato sopra un altro: “–” sopra “A”",
    ),
];

#[test]
fn what_cannot_be_read_stops_the_document_and_says_page_and_words() {
    for (text, said) in UNREADABLE {
        let folder = folder_with(MINIMAL_PLAN);
        own_premessa(folder.path(), text);
        let told = pira(folder.path(), &GENERA).fails(1).says(said);
        let told = told
            .says("errore: a pagina 2 ")
            .says("nostri/premessa.typ.j2:")
            .says("regola: in un atto si legge tutto ciò che è stampato")
            .says("rimedio: correggere premessa.typ.j2, o toglierlo");
        assert!(!told.stderr.contains("avviso"), "{}", told.stderr);
        assert!(names(folder.path(), "pdf").is_empty(), "{text}");
    }
}

#[test]
fn a_draft_is_printed_and_says_it_too() {
    let (text, said) = UNREADABLE[0];
    for (format, extension) in [("pdf", "pdf"), ("png", "png")] {
        let folder = folder_with(MINIMAL_PLAN);
        own_premessa(folder.path(), text);
        let arguments = [&GENERA[..], &["--formato", format]].concat();
        pira(folder.path(), &arguments).fails(1).says(said);
        assert!(names(folder.path(), extension).is_empty());
        let arguments = [&arguments[..], &["--bozza"]].concat();
        pira(folder.path(), &arguments)
            .succeeds()
            .says(&format!("avviso: {said}"));
        assert!(!names(folder.path(), extension).is_empty());
    }
    let folder = folder_with(MINIMAL_PLAN);
    own_premessa(folder.path(), text);
    pira(
        folder.path(),
        &[&GENERA[..], &["--formato", "typ"]].concat(),
    )
    .succeeds();
}

/// A remedy that is followed works.
#[test]
fn without_the_template_at_fault_the_document_is_written() {
    let folder = folder_with(MINIMAL_PLAN);
    own_premessa(folder.path(), UNREADABLE[0].0);
    pira(folder.path(), &GENERA).fails(1);
    pira(folder.path(), &GENERA[..2]).succeeds();
}

/// Each page and fault is told once; of many pages the first are told and the others counted.
#[test]
fn many_such_texts_are_told_briefly() {
    let folder = folder_with(MINIMAL_PLAN);
    own_premessa(
        folder.path(),
        "#for n in range(3) { place(dx: -60mm, dy: n * 10mm)[Fuori #n] }\n#for _ in range(20) { pagebreak(); place(dx: -60mm)[Anche qui] }",
    );
    let told = pira(folder.path(), &GENERA)
        .fails(1)
        .says("“Fuori 0”, e così altri 2 della pagina")
        .says("errore: anche altre 13 pagine hanno testi che non si leggono");
    assert_eq!(told.stderr.matches("errore: a pagina ").count(), 8);
}

/// What only looks like it: what an office may well want to print.
#[test]
fn what_can_be_read_is_told_nothing() {
    for text in [
        "#set par(leading: 0.35em)\nÀÈÌÒÙ gqpjy ÀÈÌ\\ ÀÈÌÒÙ gqpjy ÀÈÌ\\ ÂÊÎÔÛ gqpjy ŠŽ\\ ÀÈÌ",
        "#strike[Parole] #underline[gqp] #overline[È] #highlight[ÈÀ]#super[2]#sub[gq] _corsivo_*nero*_f_)",
        "#set par(leading: 0.2em)\n#highlight[gqpjy ÈÀ\\ gqpjy ÈÀ\\ gqp]",
        "e\u{0301} u\u{0308} n\u{0303} perche\u{0301}",
        "#text(tracking: -0.04em)[Parole strette] #text(tracking: -0.02em)[_ancora_ *strette*]",
        "#place(dx: 0.3pt, dy: 0.3pt, text(fill: gray)[Ombra])#place[Ombra]",
        "#place(rotate(-30deg, text(size: 40pt, fill: luma(90%))[COPIA CONFORME]))",
        "#pdf.artifact(kind: \"watermark\", place(top + left, dy: 40mm, text(size: 60pt, fill: luma(90%))[COPIA]))",
        "#set page(background: text(size: 150pt, fill: luma(90%))[BOZZA])\n#pagebreak()\nTesto sopra lo sfondo. #lorem(300)",
        "#place(dx: -60mm, hide[Nascosto])#place(dx: -60mm, text(fill: rgb(0, 0, 0, 0))[Trasparente])",
        "#rect(fill: yellow)[Testo su un fondo]#box(fill: aqua, inset: 1mm)[altro]#table(fill: silver)[x][y]",
        "#block(height: 20mm, clip: true)[Una riga che ci sta]",
        "#scale(x: -100%)[Allo specchio] #scale(50%)[a metà]",
        "#place(top + left, dx: -20.5mm, dy: 150mm)[Fin sull'orlo]",
    ] {
        let folder = folder_with(MINIMAL_PLAN);
        own_premessa(folder.path(), text);
        let told = pira(folder.path(), &GENERA).succeeds();
        for words in ["a pagina", "avviso: "] {
            assert!(!told.stderr.contains(words), "{text}\n{}", told.stderr);
        }
    }
}

/// Plans with ordinary values, drafts and finals, with the quadro or not: the built-in templates print
/// nothing over anything.
#[test]
fn ordinary_plans_are_told_nothing() {
    for seed in 0..60 {
        let mut plan = piano(&mut Dice::new(seed));
        plan["ente"]["nome"] = "Camera di commercio di prova".into();
        let text = serde_yaml::to_string(&plan).unwrap();
        let Ok(plan) = PlanInput::from_bytes("piano.yaml", text).open() else {
            continue;
        };
        if plan.check().has_errors() {
            continue;
        }
        let options = ComposeOptions {
            document: DocumentOptions {
                status: [Status::Draft, Status::Final][seed as usize % 2],
                annex: [Annex::Nothing, Annex::Quadro][seed as usize / 2 % 2],
                ..DocumentOptions::default()
            },
            enclosure: Enclosure::Nothing,
            standards: Vec::new(),
            templates: Templates::default(),
        };
        match plan.compose(&options) {
            Ok(document) => {
                assert_eq!(document.warnings().to_string(), "", "seed {seed}");
            }
            Err(report) => {
                let told = report.to_string();
                assert!(!told.contains("a pagina "), "seed {seed}\n{told}");
            }
        }
    }
}
