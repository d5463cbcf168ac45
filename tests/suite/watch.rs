//! `genera --osserva`: the document follows each save of what it is made from.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::support::{MINIMAL_PLAN, cartella_con, comando, pira};

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>";

/// An amendment to the plan of these tests.
const VARIAZIONE: &str = "\
# Esempio.
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01, oggetto: Esempio }
tipo: rettifica
motivazione: Esempio di variazione.
modifiche:
  - { obiettivo: A1, campo: titolo, a: Titolo variato }
";

/// How long to wait before the test is given up: no measure of anything.
const RINUNCIA: Duration = Duration::from_secs(60);

/// A run that watches, and what it says.
struct Osservato {
    figlio: Child,
    righe: Receiver<String>,
}

impl Osservato {
    /// Starts, and waits for the first document.
    fn avvia(cartella: &Path, argomenti: &[&str]) -> Self {
        let argomenti = [&["genera", "piano.yaml", "--osserva"], argomenti].concat();
        let mut figlio = comando(cartella, &argomenti)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let righe = righe(figlio.stderr.take().unwrap());
        let osservato = Self { figlio, righe };
        osservato.attendi();
        osservato
    }

    /// What is said until the watch begins again.
    fn attendi(&self) -> String {
        let mut detto = String::new();
        loop {
            let riga = self.righe.recv_timeout(RINUNCIA);
            let riga = riga.unwrap_or_else(|_| panic!("nothing more after:\n{detto}"));
            if riga.starts_with("osservo piano.yaml") {
                return detto;
            }
            detto.push_str(&riga);
            detto.push('\n');
        }
    }
}

impl Drop for Osservato {
    fn drop(&mut self) {
        let _ = self.figlio.kill();
        let _ = self.figlio.wait();
    }
}

fn righe(errori: ChildStderr) -> Receiver<String> {
    let (manda, righe) = channel();
    thread::spawn(move || {
        let lette = BufReader::new(errori).lines().map_while(Result::ok);
        lette.for_each(|riga| manda.send(riga).unwrap_or_default());
    });
    righe
}

/// The document that the folder gives in a run of its own.
fn da_capo(cartella: &Path, argomenti: &[&str]) -> Vec<u8> {
    let argomenti = [&["genera", "piano.yaml", "-o", "da-capo.pdf"], argomenti].concat();
    pira(cartella, &argomenti).riesce();
    let file = cartella.join("da-capo.pdf");
    let byte = fs::read(&file).unwrap();
    fs::remove_file(file).unwrap();
    byte
}

fn salva(cartella: &Path, file: &str, testo: &str) {
    fs::write(cartella.join(file), testo).unwrap();
}

#[test]
fn ogni_salvataggio_da_il_documento_di_un_avvio_nuovo() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let osservato = Osservato::avvia(cartella.path(), &[]);
    let documento = || fs::read(cartella.path().join("piano.pdf")).unwrap();
    assert!(documento() == da_capo(cartella.path(), &[]));
    let mut precedente = documento();
    for (prima, dopo) in [
        (
            "titolo: Obiettivo di esempio senza altri dati",
            "titolo: Un altro titolo",
        ),
        ("esercizio: 2027", "esercizio: 2028"),
        ("codice: A2", "codice: B2"),
        (
            "nome: Indicatore di esempio senza altri dati",
            "nome: Un altro indicatore →",
        ),
    ] {
        let piano = fs::read_to_string(cartella.path().join("piano.yaml")).unwrap();
        salva(cartella.path(), "piano.yaml", &piano.replace(prima, dopo));
        let detto = osservato.attendi();
        assert!(detto.contains("piano.pdf: 2 pagine"), "{detto}");
        assert!(documento() != precedente, "{dopo}");
        assert!(documento() == da_capo(cartella.path(), &[]), "{dopo}");
        precedente = documento();
    }
}

#[test]
fn un_piano_sbagliato_mostra_i_rilievi_e_lascia_il_documento() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let osservato = Osservato::avvia(cartella.path(), &[]);
    let documento = || fs::read(cartella.path().join("piano.pdf")).unwrap();
    let buono = documento();
    for (sbagliato, parole) in [
        (MINIMAL_PLAN.replace("2027", "duemila"), "piano.yaml:4:12"),
        (MINIMAL_PLAN.replace("esercizio:", "eserczio:"), "eserczio"),
        (String::new(), "errore: "),
    ] {
        salva(cartella.path(), "piano.yaml", &sbagliato);
        let detto = osservato.attendi();
        assert!(detto.contains(parole), "{detto}");
        assert!(documento() == buono);
    }
    salva(
        cartella.path(),
        "piano.yaml",
        &MINIMAL_PLAN.replace("2027", "2029"),
    );
    let detto = osservato.attendi();
    assert!(detto.contains("piano.pdf: 2 pagine"), "{detto}");
    assert!(documento() == da_capo(cartella.path(), &[]));
}

#[test]
fn i_dati_dentro_il_pdf_seguono_il_piano() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let con_dati = &["--con-dati"];
    let osservato = Osservato::avvia(cartella.path(), con_dati);
    salva(
        cartella.path(),
        "piano.yaml",
        &MINIMAL_PLAN.replace("2027", "2028"),
    );
    osservato.attendi();
    let documento = fs::read(cartella.path().join("piano.pdf")).unwrap();
    assert!(documento == da_capo(cartella.path(), con_dati));
}

/// An editor that writes a new file and puts it in the place of the old one.
#[test]
fn un_file_sostituito_e_un_file_salvato() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let osservato = Osservato::avvia(cartella.path(), &[]);
    salva(
        cartella.path(),
        ".piano.yaml.nuovo",
        &MINIMAL_PLAN.replace("2027", "2028"),
    );
    let (nuovo, piano) = (".piano.yaml.nuovo", "piano.yaml");
    fs::rename(cartella.path().join(nuovo), cartella.path().join(piano)).unwrap();
    osservato.attendi();
    let documento = fs::read(cartella.path().join("piano.pdf")).unwrap();
    assert!(documento == da_capo(cartella.path(), &[]));
}

#[test]
fn si_seguono_anche_il_logo_le_variazioni_e_i_modelli() {
    let piano = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "variazioni: [atti/prima.yaml]\nente: { logo: { file: figure/logo.svg, descrizione: Logo di esempio }, nome:",
    );
    let cartella = cartella_con(&piano);
    let percorso = cartella.path();
    for sotto in ["atti", "figure", "nostri"] {
        fs::create_dir(percorso.join(sotto)).unwrap();
    }
    salva(percorso, "atti/prima.yaml", VARIAZIONE);
    salva(percorso, "figure/logo.svg", LOGO);
    salva(percorso, "nostri/premessa.typ.j2", "= La premessa\n");
    let modelli = &["--modelli", "nostri"];
    let osservato = Osservato::avvia(percorso, modelli);
    let documento = || fs::read(percorso.join("piano.pdf")).unwrap();
    let mut precedente = documento();
    for (file, testo) in [
        (
            "atti/prima.yaml",
            VARIAZIONE.replace("Titolo variato", "Titolo ancora variato"),
        ),
        ("figure/logo.svg", LOGO.replace("width='10'", "width='20'")),
        ("nostri/premessa.typ.j2", "= Un'altra premessa\n".to_owned()),
    ] {
        salva(percorso, file, &testo);
        osservato.attendi();
        assert!(documento() != precedente, "{file}");
        assert!(documento() == da_capo(percorso, modelli), "{file}");
        precedente = documento();
    }
}

#[test]
fn ciò_che_non_si_può_osservare_si_dice() {
    let cartella = cartella_con(MINIMAL_PLAN);
    for argomenti in [
        &["genera", "-", "--osserva"][..],
        &["genera", "piano.yaml", "-o", "-", "--osserva"],
    ] {
        pira(cartella.path(), argomenti)
            .fallisce(2)
            .dice("non sta con -");
    }
    pira(cartella.path(), &["genera", "non/esiste.yaml", "--osserva"])
        .fallisce(3)
        .dice("non riesco a osservare la cartella non");
}

/// Ctrl-C, even while a document is being made, ends the run and leaves no file behind.
#[cfg(unix)]
#[test]
fn ctrl_c_non_lascia_niente() {
    for in_corso in [false, true] {
        let cartella = cartella_con(MINIMAL_PLAN);
        let mut osservato = Osservato::avvia(cartella.path(), &[]);
        if in_corso {
            salva(
                cartella.path(),
                "piano.yaml",
                &MINIMAL_PLAN.replace("2027", "2028"),
            );
        }
        let pid = osservato.figlio.id().to_string();
        let inviato = std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status();
        assert!(inviato.unwrap().success());
        assert!(osservato.figlio.wait().unwrap().success());
        let voci = fs::read_dir(cartella.path()).unwrap();
        let mut file: Vec<_> = voci.map(|voce| voce.unwrap().file_name()).collect();
        file.sort();
        assert_eq!(file, ["piano.pdf", "piano.yaml"]);
    }
}

/// A document that is signed while the plan is still open is not lost at the next save.
#[test]
fn a_document_that_was_signed_meanwhile_is_left() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let osservato = Osservato::avvia(cartella.path(), &[]);
    let firmato = fs::read(crate::support::radice().join("tests/fixture/firmato.pdf")).unwrap();
    fs::write(cartella.path().join("piano.pdf"), &firmato).unwrap();
    salva(
        cartella.path(),
        "piano.yaml",
        &MINIMAL_PLAN.replace("2027", "2028"),
    );
    let detto = osservato.attendi();
    assert!(detto.contains("piano.pdf è firmato"), "{detto}");
    assert!(fs::read(cartella.path().join("piano.pdf")).unwrap() == firmato);
}

/// A plan that is changed so as to name the file that is written: it is not written over.
#[test]
fn a_plan_that_comes_to_name_the_output_keeps_it() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let osservato = Osservato::avvia(cartella.path(), &["--formato", "typ", "-o", "v.yaml"]);
    salva(cartella.path(), "v.yaml", VARIAZIONE);
    osservato.attendi();
    salva(
        cartella.path(),
        "piano.yaml",
        &format!("variazioni: [v.yaml]\n{MINIMAL_PLAN}"),
    );
    let detto = osservato.attendi();
    assert!(detto.contains("che il comando legge"), "{detto}");
    assert_eq!(
        fs::read_to_string(cartella.path().join("v.yaml")).unwrap(),
        VARIAZIONE
    );
}
