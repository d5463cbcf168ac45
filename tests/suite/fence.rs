//! The fence: no plan, amendment or template reaches the network, a file that is not its own, a
//! package, or runs for ever.

use std::fs;

use crate::support::pdf::Pdf;
use crate::support::{Esecuzione, MINIMAL_PLAN, cartella_con, pira};

/// What stands outside the fence.
const SEGRETO: &str = "segreto di esempio";

/// A plan's folder inside another, which holds what the plan must not reach.
struct Recinto {
    fuori: tempfile::TempDir,
}

impl Recinto {
    fn new(piano: &str) -> Self {
        let fuori = cartella_con(piano);
        let dentro = fuori.path().join("dentro");
        fs::create_dir_all(dentro.join("m")).unwrap();
        fs::rename(fuori.path().join("piano.yaml"), dentro.join("piano.yaml")).unwrap();
        fs::write(fuori.path().join("segreto.txt"), SEGRETO).unwrap();
        fs::write(
            fuori.path().join("segreto.typ"),
            format!("#let x = [{SEGRETO}]\n{SEGRETO}"),
        )
        .unwrap();
        fs::write(fuori.path().join("segreto.json"), format!("\"{SEGRETO}\"")).unwrap();
        fs::write(fuori.path().join("segreto.typ.j2"), SEGRETO).unwrap();
        fs::write(fuori.path().join("segreto.svg"), SVG).unwrap();
        fs::write(fuori.path().join("segreto.yaml"), VARIAZIONE).unwrap();
        Self { fuori }
    }

    fn dentro(&self) -> std::path::PathBuf {
        self.fuori.path().join("dentro")
    }

    fn con_modello(&self, modello: &str) -> Esecuzione {
        fs::write(self.dentro().join("m/premessa.typ.j2"), modello).unwrap();
        self.genera(&["--modelli", "m"])
    }

    fn genera(&self, opzioni: &[&str]) -> Esecuzione {
        let argomenti = [&["genera", "piano.yaml", "-o", "piano.pdf"], opzioni].concat();
        pira(&self.dentro(), &argomenti)
    }

    fn non_c_e_documento(&self) {
        assert!(!self.dentro().join("piano.pdf").exists());
    }
}

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>";

const VARIAZIONE: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01 }
tipo: rettifica
motivazione: segreto di esempio
modifiche: [{ obiettivo: A1, campo: titolo, a: segreto di esempio }]
";

#[test]
fn un_modello_non_legge_file() {
    let recinto = Recinto::new(MINIMAL_PLAN);
    let assoluto = recinto.fuori.path().join("segreto");
    let assoluto = assoluto.to_str().unwrap().replace('\\', "/");
    for base in [
        "../segreto",
        "segreto",
        "/../segreto",
        "m/../../segreto",
        &assoluto,
    ] {
        for richiesta in [
            format!("#read(\"{base}.txt\")"),
            format!("#json(\"{base}.json\")"),
            format!("#include \"{base}.typ\""),
            format!("#import \"{base}.typ\": x\n#x"),
            format!("#image(\"{base}.svg\")"),
            format!("#bibliography(\"{base}.yaml\")"),
            format!("#plugin(\"{base}.txt\")"),
            format!("#raw(read(\"{base}.txt\"))"),
        ] {
            let esecuzione = recinto.con_modello(&richiesta).fallisce(1);
            assert!(
                !esecuzione.errori.contains(SEGRETO),
                "{}",
                esecuzione.errori
            );
            recinto.non_c_e_documento();
        }
        for richiesta in [
            format!("{{% include \"{base}.typ.j2\" %}}"),
            format!("{{% extends \"{base}.typ.j2\" %}}"),
            format!("{{% import \"{base}.typ.j2\" as x %}}"),
            format!("{{% from \"{base}.typ.j2\" import x %}}"),
        ] {
            recinto
                .con_modello(&richiesta)
                .fallisce(1)
                .dice("il modello ne include un altro che non esiste");
            recinto.non_c_e_documento();
        }
    }
}

#[test]
fn un_modello_non_chiede_niente_alla_rete() {
    let recinto = Recinto::new(MINIMAL_PLAN);
    for richiesta in [
        "#import \"@preview/cetz:0.3.0\"",
        "#import \"@local/nostro:0.1.0\": x",
        "#include \"@preview/cetz:0.3.0\"",
        "#image(\"https://example.org/x.png\")",
        "#read(\"https://example.org/x\")",
        "#read(\"file:///etc/passwd\")",
    ] {
        recinto.con_modello(richiesta).fallisce(1);
        recinto.non_c_e_documento();
    }
}

/// The program has no way to open a connection: it does not even ask the system for the functions.
#[cfg(target_os = "linux")]
#[test]
fn il_programma_non_conosce_la_rete() {
    let programma = fs::read(env!("CARGO_BIN_EXE_pira")).unwrap();
    let nomina = |funzione: &str| {
        let nome = format!("\0{funzione}\0");
        programma
            .windows(nome.len())
            .any(|pezzo| pezzo == nome.as_bytes())
    };
    assert!(nomina("malloc"), "names of functions are found");
    for funzione in [
        "socket",
        "connect",
        "bind",
        "listen",
        "accept4",
        "getaddrinfo",
        "sendto",
    ] {
        assert!(!nomina(funzione), "{funzione}");
    }
}

#[test]
fn un_piano_non_nomina_file_di_fuori() {
    let assoluto = std::env::temp_dir();
    for (inizio, fine) in [
        ("../", ""),
        ("a/../../", ""),
        ("./../", ""),
        (assoluto.to_str().unwrap(), "/x"),
    ] {
        let percorso = |nome: &str| format!("\"{}{fine}{nome}\"", inizio.replace('\\', "/"));
        let piani = [
            format!("variazioni: [{}]\n{MINIMAL_PLAN}", percorso("segreto.yaml")),
            MINIMAL_PLAN.replace(
                "ente: { nome:",
                &format!(
                    "ente: {{ logo: {{ file: {}, descrizione: x }}, nome:",
                    percorso("segreto.svg")
                ),
            ),
        ];
        for piano in piani {
            let recinto = Recinto::new(&piano);
            recinto
                .genera(&[])
                .fallisce(1)
                .dice("il percorso deve restare nella cartella");
            recinto.non_c_e_documento();
        }
    }
}

#[cfg(unix)]
#[test]
fn un_collegamento_non_porta_fuori() {
    let con_variazione = format!("variazioni: [segreto.yaml]\n{MINIMAL_PLAN}");
    let con_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: segreto.svg, descrizione: x }, nome:",
    );
    for (piano, da, a, opzioni) in [
        (
            con_variazione.as_str(),
            "segreto.yaml",
            "segreto.yaml",
            &[][..],
        ),
        (&con_logo, "segreto.svg", "segreto.svg", &[]),
        (
            MINIMAL_PLAN,
            "segreto.typ.j2",
            "m/premessa.typ.j2",
            &["--modelli", "m"],
        ),
    ] {
        let recinto = Recinto::new(piano);
        std::os::unix::fs::symlink(recinto.fuori.path().join(da), recinto.dentro().join(a))
            .unwrap();
        recinto
            .genera(opzioni)
            .fallisce(1)
            .dice("il file sta fuori dalla cartella");
        recinto.non_c_e_documento();
    }
}

/// A drawing that asks for another file gets none: the document is the same whether it is there.
#[test]
fn un_logo_non_ne_mostra_un_altro() {
    let piano = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: x }, nome:",
    );
    let recinto = Recinto::new(&piano);
    let assoluto = recinto.fuori.path().join("segreto.svg");
    for richiesto in ["../segreto.svg", "altro.svg", assoluto.to_str().unwrap()] {
        let logo = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' width='10' height='10'>\
             <image x:href='{richiesto}' href='{richiesto}' width='10' height='10'/></svg>"
        );
        fs::write(recinto.dentro().join("logo.svg"), logo).unwrap();
        let altro = recinto.dentro().join("altro.svg");
        fs::write(&altro, SVG).unwrap();
        let con = recinto.genera(&[]);
        let documento = fs::read(recinto.dentro().join("piano.pdf")).ok();
        let _ = fs::remove_file(recinto.dentro().join("piano.pdf"));
        fs::remove_file(&altro).unwrap();
        let nascosto = recinto.fuori.path().join("nascosto.svg");
        fs::rename(&assoluto, &nascosto).unwrap();
        let senza = recinto.genera(&[]);
        assert_eq!(con.errori, senza.errori);
        assert!(documento == fs::read(recinto.dentro().join("piano.pdf")).ok());
        fs::rename(&nascosto, &assoluto).unwrap();
    }
}

/// The text of a plan is data: what looks like a request for a file prints as it was typed.
#[test]
fn il_testo_di_un_piano_non_chiede_niente() {
    let testo = "#read(\\\"../segreto.txt\\\") {% include \\\"../segreto.typ.j2\\\" %} #import \\\"@preview/x:1.0.0\\\"";
    let piano = MINIMAL_PLAN.replace("Camera di commercio di esempio", &format!("\"{testo}\""));
    let recinto = Recinto::new(&piano);
    recinto.genera(&[]).riesce();
    let pdf = Pdf::leggi(&fs::read(recinto.dentro().join("piano.pdf")).unwrap());
    let stampato = pdf.testo().to_lowercase();
    assert!(!stampato.contains(SEGRETO));
    assert!(stampato.contains("#read(\"../segreto.txt\")"), "{stampato}");
}

#[test]
fn un_modello_che_non_finisce_si_ferma() {
    let recinto = Recinto::new(MINIMAL_PLAN);
    let cento = "{% for a in range(99999) %}";
    for (modello, parole) in [
        (
            format!("{cento}{cento}{cento}x{}", "{% endfor %}".repeat(3)),
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
        recinto.con_modello(&modello).fallisce(1).dice(parole);
        recinto.non_c_e_documento();
    }
}

#[test]
fn un_modello_che_chiede_troppo_tempo_si_ferma() {
    let recinto = Recinto::new(MINIMAL_PLAN);
    let ciclo = "#for a in range(9000) { for b in range(9000) { for c in range(9000) {} } }";
    fs::write(recinto.dentro().join("m/premessa.typ.j2"), ciclo).unwrap();
    recinto
        .genera(&["--modelli", "m", "--tempo-massimo", "1"])
        .fallisce(1)
        .dice("il documento non è finito entro 1 secondo");
    recinto.non_c_e_documento();
}

#[test]
fn un_modello_che_chiede_troppa_memoria_si_ferma() {
    let recinto = Recinto::new(MINIMAL_PLAN);
    for modello in [
        "#for _ in range(1000000) { for _ in range(1000000) [#pagebreak()] }",
        "{% set n = namespace(x=\"x\") %}{% for _ in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    ] {
        fs::write(recinto.dentro().join("m/premessa.typ.j2"), modello).unwrap();
        recinto
            .genera(&["--modelli", "m", "--memoria-massima", "300"])
            .fallisce(1)
            .dice("il documento ha chiesto più di 300 MiB di memoria");
        recinto.non_c_e_documento();
    }
}

#[test]
fn un_documento_di_troppe_pagine_non_si_scrive() {
    let recinto = Recinto::new(MINIMAL_PLAN);
    let pagine =
        "#set page(header: none, footer: none)\n#for _ in range(20001) { pagebreak(weak: false) }";
    recinto
        .con_modello(pagine)
        .fallisce(1)
        .dice("un documento non ha più di 20000 pagine");
    recinto.non_c_e_documento();
}
