//! What must hold of any input, however hostile: each property takes one and panics where it does
//! not hold. The tests try them on random inputs with fixed seeds, the fuzzers on what they find.

use std::path::Component;

use pira::fascicolo::{
    Allegabile, FileInterno, Parte, allega_come_file, estrai, page_count, unisci,
};
use pira::piano::{Importo, Operatore, Piano, RisultatoAtteso, Testo};
use pira::rilievi::{Rapporto, in_json, in_testo};
use pira::stages::rendi;
use pira::stages::verifica;
use pira::stages::{
    Coordinato, consolida, coordina, differenze, doubled_codes, in_variazione, leggi_variazione,
    valori_di,
};
use pira::stages::{Letto, leggi};
use pira::{Modelli, Veste};
use typst::syntax::ast::Str;
use typst::syntax::{SyntaxNode, parse};

/// The plan that hostile amendments are applied to: every field of a plan is in it.
const PIANO: &str = include_str!("../golden/tutto/piano.yaml");

/// The part that hostile PDFs are joined with.
const ALTRO: &[u8] = include_bytes!("../fixture/groff.pdf");

/// A plan is refused with findings that can be shown, or it is one: written and read again it is the
/// same, it can be checked, and the Typst it becomes has no mistakes of syntax.
pub fn piano(byte: &[u8]) {
    let letto = match leggi("piano.yaml", byte) {
        Ok(letto) => letto,
        Err(rapporto) => return si_mostra(&rapporto),
    };
    si_mostra(&verifica(&letto));
    si_mostra(&letto.avvisi);
    let scritto = in_yaml(&letto.piano);
    let riletto = leggi("scritto.yaml", scritto.as_bytes());
    let riletto = riletto.unwrap_or_else(|rapporto| panic!("{}", in_testo(&rapporto, false)));
    assert_eq!(in_yaml(&riletto.piano), scritto);
    if !doubled_codes(&letto.albero).ha_errori() {
        assert_eq!(differenze(&letto.piano, &riletto.piano), []);
    }
    match coordina(letto, Vec::new()) {
        Ok(coordinato) => {
            si_rende(&coordinato);
        }
        Err(rapporto) => si_mostra(&rapporto),
    }
}

/// An amendment is refused with findings that can be shown, or it applies: the plan after it can be
/// rendered, `consolida` writes that plan, and the differences are an amendment with the same effect.
pub fn variazione(byte: &[u8]) {
    let coordinato = leggi_variazione("variazione.yaml", byte)
        .and_then(|variazione| coordina(sano(PIANO), vec![variazione]));
    let coordinato = match coordinato {
        Ok(coordinato) => coordinato,
        Err(rapporto) => return si_mostra(&rapporto),
    };
    let dopo = in_yaml(&coordinato.letto.piano);
    match consolida(&coordinato) {
        Ok(consolidato) => assert_eq!(in_yaml(&sano(&consolidato.testo).piano), dopo),
        Err(rapporto) => si_mostra(&rapporto),
    }
    let trovate = differenze(&sano(PIANO).piano, &coordinato.letto.piano);
    if !trovate.is_empty() {
        let testo = in_variazione(&trovate);
        let stessa = leggi_variazione("stessa.yaml", testo.as_bytes())
            .and_then(|variazione| coordina(sano(PIANO), vec![variazione]));
        let stesso = stessa.unwrap_or_else(|rapporto| panic!("{}", in_testo(&rapporto, false)));
        assert_eq!(in_yaml(&stesso.letto.piano), dopo);
    }
    si_mostra(&verifica(&coordinato.letto));
    si_rende(&coordinato);
}

/// A prose is printed with all its signs but those of emphasis and of the dashes of lists, each
/// inside a text of Typst; with its letters in their order, but for those that number a list.
pub fn prosa(prosa: &str) {
    let quotata = serde_json::to_string(prosa).expect("a text is JSON");
    let piano = format!(
        "ente: {{ nome: Camera di commercio di esempio }}\n\
         documento: {{ data: 2026-12-01 }}\n\
         esercizio: 2027\n\
         premessa: {{ testo: {quotata} }}\n\
         missioni: []\n"
    );
    let letto = match leggi("piano.yaml", piano.as_bytes()) {
        Ok(letto) => letto,
        Err(rapporto) => return si_mostra(&rapporto),
    };
    let coordinato = coordina(letto, Vec::new()).expect("no codes, no amendments");
    let Some(albero) = si_rende(&coordinato) else {
        return;
    };
    let mut stampato = String::new();
    testi(&albero, &mut stampato);
    let lettered = prosa.lines().any(begins_with_a_lettered_item);
    let in_order = lettere(&stampato).contains(&lettere(prosa));
    assert!(lettered || in_order, "out of order: {prosa:?}");
    let mut left: Vec<char> = stampato.chars().collect();
    left.sort_unstable();
    for sign in prosa
        .chars()
        .filter(|c| !c.is_whitespace() && !"*-\\".contains(*c))
    {
        let place = left.binary_search(&sign);
        left.remove(place.unwrap_or_else(|_| panic!("{sign:?} lost from {prosa:?}")));
    }
}

/// `a) x`, `(iv) x`: the markers of such items are written together, before the items.
fn begins_with_a_lettered_item(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    word.len() <= 8 && word.ends_with(')') && word.contains(char::is_alphabetic)
}

/// A target keeps its text; when it is read as a comparison, what is read has the typed digits and
/// reads the same again.
pub fn risultato_atteso(testo: &str) {
    let risultato = RisultatoAtteso::from(Testo::new(testo));
    assert_eq!(risultato.testo(), testo);
    let Some(lettura) = risultato.lettura() else {
        return;
    };
    assert_eq!(cifre(testo), cifre(&lettura.numero.to_string()), "{testo}");
    let segno = match lettura.operatore {
        Operatore::Uguale => "",
        Operatore::Maggiore => ">",
        Operatore::MaggioreOUguale => ">=",
        Operatore::Minore => "<",
        Operatore::MinoreOUguale => "<=",
    };
    let numero = lettura.numero.to_string().replace('.', ",");
    let scritto = format!("{segno}{numero}{}", lettura.unita);
    let riletto = RisultatoAtteso::from(Testo::new(scritto.as_str()));
    assert_eq!(riletto.lettura(), Some(lettura), "{testo} → {scritto}");
}

/// An amount has the typed digits, and reads the same when it is written as the acts do.
pub fn importo(testo: &str) {
    let Some(importo) = Importo::leggi(testo) else {
        return;
    };
    let scritto = importo.to_string();
    assert_eq!(
        Importo::leggi(&scritto),
        Some(importo),
        "{testo} → {scritto}"
    );
    let numero = testo.trim_end_matches(|c: char| !c.is_ascii_digit());
    let decimali = numero
        .rsplit_once([',', '.'])
        .map_or(0, |(_, decimali)| decimali.len() % 3);
    let intere = format!("{testo}{}", "0".repeat(2 - decimali));
    assert_eq!(cifre(&intere), cifre(&scritto), "{testo}");
}

/// A PDF is refused with a finding, or joined with another into a dossier that opens and has the
/// pages of both; as long as it opens, files can be attached to it and come out as they were.
pub fn allega(byte: &[u8]) {
    if let Ok(parte) = Parte::apri("ostile.pdf", None, byte) {
        let altra = Parte::apri("altro.pdf", Some("Altro"), ALTRO).expect("the fixture opens");
        let fascicolo = unisci(vec![parte, altra]);
        let mut scritto = Vec::new();
        fascicolo.write_to(&mut scritto).expect("memory takes all");
        assert!(scritto.ends_with(b"\n%%EOF\n"));
        let riaperto = page_count("fascicolo.pdf", &scritto);
        let riaperto = riaperto.unwrap_or_else(|rapporto| panic!("{}", in_testo(&rapporto, false)));
        assert_eq!(riaperto, fascicolo.pagine);
    }
    let allegato = Allegabile {
        nome: "allegato.pdf",
        descrizione: "Un allegato di esempio",
        byte: ALTRO,
    };
    match allega_come_file("ostile.pdf", byte, &[allegato]) {
        Ok(documento) => {
            let mut aggiornato = Vec::new();
            documento
                .write_to(&mut aggiornato)
                .expect("memory takes all");
            assert!(aggiornato.starts_with(byte), "the bytes before stay");
            match estrai("aggiornato.pdf", &aggiornato) {
                Ok(interni) => assert!(interni.iter().any(|interno| interno.byte == ALTRO)),
                Err(_) => assert!(estrai("ostile.pdf", byte).is_err(), "the others were good"),
            }
        }
        Err(rapporto) => si_mostra(&rapporto),
    }
}

/// The files inside a PDF have names of their own that stay in the folder they are written to.
pub fn estrai_i_file(byte: &[u8]) {
    let interni = match estrai("ostile.pdf", byte) {
        Ok(interni) => interni,
        Err(rapporto) => return si_mostra(&rapporto),
    };
    for (posto, FileInterno { nome, .. }) in interni.iter().enumerate() {
        let mut parti = nome.components();
        assert!(
            parti.all(|parte| matches!(parte, Component::Normal(_))),
            "{nome:?}"
        );
        let minuscolo = |nome: &std::path::Path| nome.to_string_lossy().to_lowercase();
        let doppio = interni[..posto]
            .iter()
            .any(|altro| minuscolo(&altro.nome) == minuscolo(nome));
        assert!(!doppio, "{nome:?} twice");
    }
}

/// A PDF with its objects where they are and a table that says so: random changes reach what lies
/// behind the table, which is refused as soon as it is wrong.
pub fn con_la_sua_tabella(byte: &[u8]) -> Vec<u8> {
    let fine = ultima(byte, b"xref").unwrap_or(byte.len());
    let (corpo, coda) = byte.split_at(fine);
    let coda =
        ultima(coda, b"trailer").map_or(&b"trailer\n<</Root 1 0 R>>"[..], |posto| &coda[posto..]);
    let coda = &coda[..ultima(coda, b"startxref").unwrap_or(coda.len())];
    let mut pdf = corpo.to_vec();
    pdf.extend(b"\nxref\n0 1\n0000000000 65535 f \n");
    for (numero, posto) in oggetti(corpo) {
        pdf.extend(format!("{numero} 1\n{posto:010} 00000 n \n").bytes());
    }
    pdf.extend(coda);
    pdf.extend(format!("\nstartxref\n{}\n%%EOF\n", corpo.len() + 1).bytes());
    pdf
}

/// The number and the place of each object: what stands before ` 0 obj`.
fn oggetti(corpo: &[u8]) -> Vec<(u32, usize)> {
    let trovati = corpo
        .windows(6)
        .enumerate()
        .filter(|(_, sei)| sei == b" 0 obj");
    trovati
        .filter_map(|(posto, _)| {
            let cifre = corpo[..posto]
                .iter()
                .rev()
                .take_while(|b| b.is_ascii_digit())
                .count();
            let numero = std::str::from_utf8(&corpo[posto - cifre..posto]).ok()?;
            Some((numero.parse().ok()?, posto - cifre))
        })
        .collect()
}

fn ultima(byte: &[u8], cercata: &[u8]) -> Option<usize> {
    byte.windows(cercata.len())
        .rposition(|finestra| finestra == cercata)
}

fn si_mostra(rapporto: &Rapporto) {
    let testo = in_testo(rapporto, false);
    assert_eq!(testo.is_empty(), rapporto.rilievi().is_empty());
    assert!(!in_json(rapporto).is_empty());
}

fn si_rende(coordinato: &Coordinato) -> Option<SyntaxNode> {
    match rendi(coordinato, &Modelli::default(), Veste::default()) {
        Ok(reso) => {
            let albero = parse(&reso.testo);
            let (errori, _) = albero.errors_and_warnings();
            assert!(errori.is_empty(), "{errori:?}");
            Some(albero)
        }
        Err(rapporto) => {
            si_mostra(&rapporto);
            None
        }
    }
}

fn sano(testo: &str) -> Letto {
    let letto = leggi("piano.yaml", testo.as_bytes());
    letto.unwrap_or_else(|rapporto| panic!("{}\n{testo}", in_testo(&rapporto, false)))
}

fn in_yaml(piano: &Piano) -> String {
    serde_yaml::to_string(&valori_di(piano)).expect("a plan is plain data")
}

/// The texts of a Typst source, in their order.
fn testi(nodo: &SyntaxNode, uscita: &mut String) {
    if let Some(testo) = nodo.cast::<Str<'_>>() {
        uscita.push_str(&testo.get());
    }
    for figlio in nodo.children() {
        testi(figlio, uscita);
    }
}

fn lettere(testo: &str) -> String {
    testo.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The digits of a number without the zeros before it.
fn cifre(testo: &str) -> String {
    let cifre: String = testo.chars().filter(char::is_ascii_digit).collect();
    cifre.trim_start_matches('0').to_owned()
}
