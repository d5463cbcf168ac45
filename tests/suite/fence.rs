//! The fence: no plan, amendment or template reaches the network, a file that is not its own, a
//! package, or runs for ever.

use std::fs;

use crate::support::pdf::Pdf;
use crate::support::{MINIMAL_PLAN, Run, folder_with, pira};

/// What stands outside the fence.
const SECRET: &str = "segreto di esempio";

/// A plan's folder inside another, which holds what the plan must not reach.
struct Fence {
    outside: tempfile::TempDir,
}

impl Fence {
    fn new(piano: &str) -> Self {
        let outside = folder_with(piano);
        let inside = outside.path().join("dentro");
        fs::create_dir_all(inside.join("m")).unwrap();
        fs::rename(outside.path().join("piano.yaml"), inside.join("piano.yaml")).unwrap();
        fs::write(outside.path().join("segreto.txt"), SECRET).unwrap();
        fs::write(
            outside.path().join("segreto.typ"),
            format!("#let x = [{SECRET}]\n{SECRET}"),
        )
        .unwrap();
        fs::write(outside.path().join("segreto.json"), format!("\"{SECRET}\"")).unwrap();
        fs::write(outside.path().join("segreto.typ.j2"), SECRET).unwrap();
        fs::write(outside.path().join("segreto.svg"), SVG).unwrap();
        fs::write(outside.path().join("segreto.yaml"), AMENDMENT).unwrap();
        Self { outside }
    }

    fn inside(&self) -> std::path::PathBuf {
        self.outside.path().join("dentro")
    }

    fn with_template(&self, template: &str) -> Run {
        fs::write(self.inside().join("m/premessa.typ.j2"), template).unwrap();
        self.genera(&["--modelli", "m"])
    }

    fn genera(&self, options: &[&str]) -> Run {
        let arguments = [&["genera", "piano.yaml", "-o", "piano.pdf"], options].concat();
        pira(&self.inside(), &arguments)
    }

    fn made_no_document(&self) {
        assert!(!self.inside().join("piano.pdf").exists());
    }
}

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>";

const AMENDMENT: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01 }
tipo: rettifica
motivazione: segreto di esempio
modifiche: [{ obiettivo: A1, campo: titolo, a: segreto di esempio }]
";

#[test]
fn a_template_reads_no_file() {
    let fence = Fence::new(MINIMAL_PLAN);
    let absolute = fence.outside.path().join("segreto");
    let absolute = absolute.to_str().unwrap().replace('\\', "/");
    for base in [
        "../segreto",
        "segreto",
        "/../segreto",
        "m/../../segreto",
        &absolute,
    ] {
        for asked in [
            format!("#read(\"{base}.txt\")"),
            format!("#json(\"{base}.json\")"),
            format!("#include \"{base}.typ\""),
            format!("#import \"{base}.typ\": x\n#x"),
            format!("#image(\"{base}.svg\")"),
            format!("#bibliography(\"{base}.yaml\")"),
            format!("#plugin(\"{base}.txt\")"),
            format!("#raw(read(\"{base}.txt\"))"),
        ] {
            let run = fence.with_template(&asked).fails(1);
            assert!(!run.stderr.contains(SECRET), "{}", run.stderr);
            fence.made_no_document();
        }
        for asked in [
            format!("{{% include \"{base}.typ.j2\" %}}"),
            format!("{{% extends \"{base}.typ.j2\" %}}"),
            format!("{{% import \"{base}.typ.j2\" as x %}}"),
            format!("{{% from \"{base}.typ.j2\" import x %}}"),
        ] {
            fence
                .with_template(&asked)
                .fails(1)
                .says("il modello ne include un altro che non esiste");
            fence.made_no_document();
        }
    }
}

#[test]
fn a_template_asks_nothing_of_the_network() {
    let fence = Fence::new(MINIMAL_PLAN);
    for asked in [
        "#import \"@preview/cetz:0.3.0\"",
        "#import \"@local/nostro:0.1.0\": x",
        "#include \"@preview/cetz:0.3.0\"",
        "#image(\"https://example.org/x.png\")",
        "#read(\"https://example.org/x\")",
        "#read(\"file:///etc/passwd\")",
    ] {
        fence.with_template(asked).fails(1);
        fence.made_no_document();
    }
}

/// The program has no way to open a connection: it does not even ask the system for the functions.
#[cfg(target_os = "linux")]
#[test]
fn the_program_knows_no_network() {
    let program = fs::read(env!("CARGO_BIN_EXE_pira")).unwrap();
    let is_named = |function: &str| {
        let name = format!("\0{function}\0");
        program
            .windows(name.len())
            .any(|piece| piece == name.as_bytes())
    };
    assert!(is_named("malloc"), "names of functions are found");
    for function in [
        "socket",
        "connect",
        "bind",
        "listen",
        "accept4",
        "getaddrinfo",
        "sendto",
    ] {
        assert!(!is_named(function), "{function}");
    }
}

#[test]
fn a_plan_names_no_file_from_outside() {
    let absolute = std::env::temp_dir();
    for (start, end) in [
        ("../", ""),
        ("a/../../", ""),
        ("./../", ""),
        (absolute.to_str().unwrap(), "/x"),
    ] {
        let path = |name: &str| format!("\"{}{end}{name}\"", start.replace('\\', "/"));
        let piani = [
            format!("variazioni: [{}]\n{MINIMAL_PLAN}", path("segreto.yaml")),
            MINIMAL_PLAN.replace(
                "ente: { nome:",
                &format!(
                    "ente: {{ logo: {{ file: {}, descrizione: x }}, nome:",
                    path("segreto.svg")
                ),
            ),
        ];
        for piano in piani {
            let fence = Fence::new(&piano);
            fence
                .genera(&[])
                .fails(1)
                .says("il percorso deve restare nella cartella");
            fence.made_no_document();
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_outside() {
    let with_variazione = format!("variazioni: [segreto.yaml]\n{MINIMAL_PLAN}");
    let with_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: segreto.svg, descrizione: x }, nome:",
    );
    for (piano, from, to, options) in [
        (
            with_variazione.as_str(),
            "segreto.yaml",
            "segreto.yaml",
            &[][..],
        ),
        (&with_logo, "segreto.svg", "segreto.svg", &[]),
        (
            MINIMAL_PLAN,
            "segreto.typ.j2",
            "m/premessa.typ.j2",
            &["--modelli", "m"],
        ),
    ] {
        let fence = Fence::new(piano);
        std::os::unix::fs::symlink(fence.outside.path().join(from), fence.inside().join(to))
            .unwrap();
        fence
            .genera(options)
            .fails(1)
            .says("il file sta fuori dalla cartella");
        fence.made_no_document();
    }
}

/// A drawing that asks for another file gets none: the document is the same whether it is there.
#[test]
fn a_logo_does_not_show_another() {
    let piano = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: x }, nome:",
    );
    let fence = Fence::new(&piano);
    let absolute = fence.outside.path().join("segreto.svg");
    for asked in ["../segreto.svg", "altro.svg", absolute.to_str().unwrap()] {
        let logo = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' width='10' height='10'>\
             <image x:href='{asked}' href='{asked}' width='10' height='10'/></svg>"
        );
        fs::write(fence.inside().join("logo.svg"), logo).unwrap();
        let other = fence.inside().join("altro.svg");
        fs::write(&other, SVG).unwrap();
        let with = fence.genera(&[]);
        let document = fs::read(fence.inside().join("piano.pdf")).ok();
        let _ = fs::remove_file(fence.inside().join("piano.pdf"));
        fs::remove_file(&other).unwrap();
        let hidden = fence.outside.path().join("nascosto.svg");
        fs::rename(&absolute, &hidden).unwrap();
        let without = fence.genera(&[]);
        assert_eq!(with.stderr, without.stderr);
        assert!(document == fs::read(fence.inside().join("piano.pdf")).ok());
        fs::rename(&hidden, &absolute).unwrap();
    }
}

/// The text of a plan is data: what looks like a request for a file prints as it was typed.
#[test]
fn the_text_of_a_plan_asks_for_nothing() {
    let text = "#read(\\\"../segreto.txt\\\") {% include \\\"../segreto.typ.j2\\\" %} #import \\\"@preview/x:1.0.0\\\"";
    let piano = MINIMAL_PLAN.replace("Camera di commercio di esempio", &format!("\"{text}\""));
    let fence = Fence::new(&piano);
    fence.genera(&[]).succeeds();
    let pdf = Pdf::read(&fs::read(fence.inside().join("piano.pdf")).unwrap());
    let printed = pdf.text().to_lowercase();
    assert!(!printed.contains(SECRET));
    assert!(printed.contains("#read(\"../segreto.txt\")"), "{printed}");
}

#[test]
fn a_template_that_does_not_end_is_stopped() {
    let fence = Fence::new(MINIMAL_PLAN);
    let loops = "{% for a in range(99999) %}";
    for (template, words) in [
        (
            format!("{loops}{loops}{loops}x{}", "{% endfor %}".repeat(3)),
            "un ciclo troppo lungo",
        ),
        (
            "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}".to_owned(),
            "richiama se stesso troppe volte",
        ),
        (
            "{% include \"premessa.typ.j2\" %}".to_owned(),
            "richiama se stesso troppe volte",
        ),
        ("#while true {}".to_owned(), "il ciclo non finisce mai"),
        (
            "#let n = 0\n#while n >= 0 { n += 1 }".to_owned(),
            "il ciclo non finisce mai",
        ),
        (
            "#while true { pagebreak() }".to_owned(),
            "il ciclo non finisce mai",
        ),
        (
            "#let f() = f()\n#f()".to_owned(),
            "richiama se stesso troppe volte",
        ),
    ] {
        fence.with_template(&template).fails(1).says(words);
        fence.made_no_document();
    }
}

#[test]
fn a_template_that_asks_for_too_much_time_is_stopped() {
    let fence = Fence::new(MINIMAL_PLAN);
    let endless = "#for a in range(9000) { for b in range(9000) { for c in range(9000) {} } }";
    fs::write(fence.inside().join("m/premessa.typ.j2"), endless).unwrap();
    fence
        .genera(&["--modelli", "m", "--tempo-massimo", "1"])
        .fails(1)
        .says("il documento non è finito entro 1 secondo");
    fence.made_no_document();
}

#[test]
fn a_template_that_asks_for_too_much_memory_is_stopped() {
    let fence = Fence::new(MINIMAL_PLAN);
    for template in [
        "#for _ in range(1000000) { for _ in range(1000000) [#pagebreak()] }",
        "{% set n = namespace(x=\"x\") %}{% for _ in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    ] {
        fs::write(fence.inside().join("m/premessa.typ.j2"), template).unwrap();
        fence
            .genera(&["--modelli", "m", "--memoria-massima", "300"])
            .fails(1)
            .says("il documento ha chiesto più di 300 MiB di memoria");
        fence.made_no_document();
    }
}

#[test]
fn a_document_of_too_many_pages_is_not_written() {
    let fence = Fence::new(MINIMAL_PLAN);
    let pages =
        "#set page(header: none, footer: none)\n#for _ in range(20001) { pagebreak(weak: false) }";
    fence
        .with_template(pages)
        .fails(1)
        .says("un documento non ha più di 20000 pagine");
    fence.made_no_document();
}
