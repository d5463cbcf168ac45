//! What a PDF made with `--con-dati` carries: what it was made from, as given, and its data.

use super::argomenti::Genera;
use super::ingresso::{FileLetto, Ingresso};
use crate::dati::{self, Dato, Ristampa};
use crate::documento::{Modelli, Risorse};

/// The folder of the office's own templates, inside the PDF.
const MODELLI: &str = "modelli";

/// The plan, its amendments, its image and the office's templates as given; the plan's data; how to
/// issue the act again.
pub fn corredo(
    argomenti: &Genera,
    ingresso: &Ingresso,
    modelli: &Modelli,
    risorse: &Risorse,
) -> Vec<Dato> {
    let mut corredo = vec![sorgente(
        ingresso.piano.nome.clone(),
        &ingresso.piano.byte,
        "Il piano approvato",
    )];
    let mut variazioni = Vec::new();
    for file in &ingresso.variazioni {
        let nome = nome_libero(file, &corredo);
        corredo.push(sorgente(
            nome.clone(),
            &file.byte,
            "Una variazione del piano",
        ));
        if !file.del_piano {
            variazioni.push(nome);
        }
    }
    corredo.extend(risorse.iter().map(|(nome, byte)| Dato {
        nome: nome.clone(),
        byte: byte.clone(),
        mime: mime_dell_immagine(nome),
        relazione: "supplement",
        descrizione: "Il logo dell'ente",
    }));
    let propri: Vec<Dato> = modelli.propri().map(modello).collect();
    let ristampa = Ristampa {
        programma: concat!("pira ", env!("CARGO_PKG_VERSION")).to_owned(),
        argomenti: comando(
            argomenti,
            &ingresso.piano.nome,
            &variazioni,
            !propri.is_empty(),
        ),
    };
    corredo.extend(propri);
    corredo.extend(dati::corredo(&ingresso.coordinato.letto.piano, &ristampa));
    corredo
}

fn sorgente(nome: String, byte: &[u8], descrizione: &'static str) -> Dato {
    Dato {
        nome,
        byte: byte.to_vec(),
        mime: "application/yaml",
        relazione: "source",
        descrizione,
    }
}

fn modello((nome, testo): (&str, &str)) -> Dato {
    Dato {
        nome: format!("{MODELLI}/{nome}"),
        byte: testo.as_bytes().to_vec(),
        mime: "text/plain",
        relazione: "supplement",
        descrizione: "Un modello del documento",
    }
}

/// The name of a file, or one like it that no other has.
fn nome_libero(file: &FileLetto, presi: &[Dato]) -> String {
    let libero = |nome: &String| presi.iter().all(|dato| dato.nome != *nome);
    let altri = (2..).map(|numero| format!("{numero}-{}", file.nome));
    std::iter::once(file.nome.clone())
        .chain(altri)
        .find(libero)
        .unwrap_or_default()
}

fn mime_dell_immagine(nome: &str) -> &'static str {
    match nome.rsplit('.').next() {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "image/jpeg",
    }
}

/// The command that makes the same file again, run where the files inside it are.
fn comando(
    argomenti: &Genera,
    piano: &str,
    variazioni: &[String],
    con_modelli: bool,
) -> Vec<String> {
    let mut comando = vec!["genera".to_owned(), piano.to_owned()];
    let mut aggiungi = |parole: &[&str]| comando.extend(parole.iter().map(|p| (*p).to_owned()));
    for variazione in variazioni {
        aggiungi(&["--variazione", variazione]);
    }
    for (detta, opzione) in [
        (argomenti.con_dati, "--con-dati"),
        (argomenti.bozza, "--bozza"),
        (argomenti.senza_segni, "--senza-segni"),
        (argomenti.quadro, "--quadro"),
    ] {
        if detta {
            aggiungi(&[opzione]);
        }
    }
    if con_modelli {
        aggiungi(&["--modelli", MODELLI]);
    }
    let numeri = [
        ("--pagina-iniziale", argomenti.pagina_iniziale),
        ("--pagine-totali", argomenti.pagine_totali),
    ];
    for (opzione, numero) in numeri {
        if let Some(numero) = numero {
            aggiungi(&[opzione, &numero.to_string()]);
        }
    }
    if let Some(allegato) = &argomenti.allegato {
        aggiungi(&["--allegato", &allegato.scritto()]);
    }
    if !argomenti.standard.is_empty() {
        let nomi: Vec<String> = argomenti.standard.iter().map(|s| s.nome()).collect();
        aggiungi(&["--standard", &nomi.join(",")]);
    }
    comando
}
