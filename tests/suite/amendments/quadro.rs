//! The rows of the quadro: what changed, by which acts.

use super::{DEL_30_LUGLIO, PICCOLO, amendment};
use pira::lettura::leggi;
use pira::rilievi::in_testo;
use pira::variazioni::{Quadro, coordina, leggi as leggi_variazione};

/// The quadro of a plan and of its amendments.
pub fn quadro(piano: &str, variazioni: &[&str]) -> Quadro {
    let letto = leggi("piano.yaml", piano.as_bytes()).unwrap();
    let lette = variazioni
        .iter()
        .enumerate()
        .map(|(n, testo)| leggi_variazione(&format!("{n}.yaml"), testo.as_bytes()).unwrap())
        .collect();
    let coordinato = coordina(letto, lette);
    let coordinato = coordinato.unwrap_or_else(|rilievi| panic!("{}", in_testo(&rilievi, false)));
    Quadro::del_coordinato(&coordinato)
}

#[test]
fn the_sign_of_a_percentage_follows_the_amount() {
    let righe = quadro(
        PICCOLO,
        &[&amendment(
            DEL_30_LUGLIO,
            &["obiettivo: A1, campo: risorse_economiche, a: \"1.500,00\""],
        )],
    )
    .totali
    .righe;
    let variazione = |voce: &str| {
        let riga = righe.iter().find(|riga| riga.voce == voce).unwrap();
        riga.variazione.clone()
    };
    assert_eq!(variazione("Totale degli obiettivi"), "+500,00 (+50,00%)");
    // From -1.200,00 to -1.700,00.
    assert_eq!(variazione("Differenza da spiegare"), "-500,00 (-41,67%)");
}

#[test]
fn two_lines_of_the_quadratura_with_the_same_words_are_told_apart() {
    let cambia = "campo: totali.quadratura, a: [{ voce: Altro, importo: \"300,00\" }, { voce: Altro, importo: \"50,00\" }, { voce: Altro, importo: \"7,00\" }]";
    let quadro = quadro(PICCOLO, &[&amendment(DEL_30_LUGLIO, &[cambia])]);
    let righe: Vec<String> = quadro
        .totali
        .righe
        .iter()
        .filter(|riga| riga.voce.starts_with("Altro"))
        .map(|riga| {
            let cifra = |importo: Option<pira::piano::Importo>| {
                importo.map_or("–".to_owned(), |importo| importo.to_string())
            };
            format!("{}: {} {}", riga.voce, cifra(riga.prima), cifra(riga.dopo))
        })
        .collect();
    assert_eq!(
        righe,
        [
            "Altro (riga 1): 300,00 300,00",
            "Altro (riga 2): -100,00 50,00",
            "Altro (riga 3): – 7,00",
        ]
    );
}

/// The rows of a quadro: what, what happened, by which acts.
fn told(quadro: &Quadro) -> Vec<String> {
    let righe = quadro.gruppi.iter().flat_map(|gruppo| &gruppo.righe);
    righe
        .map(|riga| {
            format!(
                "{} {} {:?}",
                riga.voce,
                riga.variazione.join(" "),
                riga.atti
            )
        })
        .collect()
}

#[test]
fn a_code_that_one_act_suppresses_and_another_creates_is_not_the_same_thing_moved() {
    let sopprime = amendment(DEL_30_LUGLIO, &["obiettivo: A2, sopprimi: sì"]);
    let crea = amendment(
        "tipo: deliberazione, organo: Consiglio, data: 2021-10-29",
        &["programma: P2, nuovo_obiettivo: { codice: A2, titolo: Tutt'altro }"],
    );
    let detto = told(&quadro(PICCOLO, &[&sopprime, &crea]));
    assert_eq!(
        detto,
        ["Obiettivo A2 soppresso [1]", "Obiettivo A2 aggiunto [2]"]
    );
}

/// The row is about what the act moved, and not about what it passed.
#[test]
fn the_quadro_says_moved_of_what_the_act_moved() {
    let sposta = amendment(DEL_30_LUGLIO, &["obiettivo: A1, dopo: A2"]);
    assert_eq!(
        told(&quadro(PICCOLO, &[&sposta])),
        ["Obiettivo A1 spostato [1]"]
    );
    let sposta = amendment(DEL_30_LUGLIO, &["obiettivo: A2, prima: A1"]);
    assert_eq!(
        told(&quadro(PICCOLO, &[&sposta])),
        ["Obiettivo A2 spostato [1]"]
    );
}

/// What an act puts somewhere and another moves or suppresses has the acts that made the row.
#[test]
fn rows_name_their_acts_through_moves_and_suppressions() {
    let del = |data: &str| format!("tipo: deliberazione, organo: Consiglio, data: {data}");
    let sposta = amendment(&del("2021-03-31"), &["obiettivo: A1, sposta_in: P2"]);
    let sopprime = amendment(&del("2021-07-30"), &["programma: P2, sopprimi: sì"]);
    let detto = told(&quadro(PICCOLO, &[&sposta, &sopprime]));
    assert_eq!(
        detto,
        [
            "Obiettivo A1 soppresso -1.000,00 [2]",
            "Programma P2 soppresso [2]"
        ]
    );

    let aggiunge = amendment(
        &del("2021-03-31"),
        &[
            "missione: \"011\", nuovo_programma: { codice: P3, nome: Terzo, obiettivi: [{ codice: A9, titolo: Nuovo }] }",
        ],
    );
    let sposta = amendment(&del("2021-07-30"), &["obiettivo: A9, sposta_in: P2"]);
    let sopprime = amendment(&del("2021-10-29"), &["programma: P3, sopprimi: sì"]);
    let detto = told(&quadro(PICCOLO, &[&aggiunge, &sposta, &sopprime]));
    assert_eq!(detto, ["Obiettivo A9 aggiunto [1]"]);
}
