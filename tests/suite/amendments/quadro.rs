//! The rows of the quadro: what changed, by which acts.

use super::{OF_30_JULY, SMALL, amendment};
use pira::quadro::Quadro;
use pira::rilievi::to_text;
use pira::stages::parse_plan;
use pira::stages::{coordinate, parse_variazione};

/// The quadro of a plan and of its amendments.
pub(super) fn quadro(piano: &str, variazioni: &[&str]) -> Quadro {
    let parsed = parse_plan("piano.yaml", piano.as_bytes()).unwrap();
    let amendments_read = variazioni
        .iter()
        .enumerate()
        .map(|(n, text)| parse_variazione(&format!("{n}.yaml"), text.as_bytes()).unwrap())
        .collect();
    let coordinato = coordinate(parsed, amendments_read);
    let coordinato = coordinato.unwrap_or_else(|rilievi| panic!("{}", to_text(&rilievi, false)));
    coordinato.quadro()
}

#[test]
fn the_sign_of_a_percentage_follows_the_amount() {
    let rows = quadro(
        SMALL,
        &[&amendment(
            OF_30_JULY,
            &["obiettivo: A1, campo: risorse_economiche, a: \"1.500,00\""],
        )],
    )
    .totali
    .righe;
    let variazione = |entry: &str| {
        let row = rows.iter().find(|row| row.voce == entry).unwrap();
        row.variazione.clone()
    };
    assert_eq!(variazione("Totale degli obiettivi"), "+500,00 (+50,00%)");
    // From -1.200,00 to -1.700,00.
    assert_eq!(variazione("Differenza da spiegare"), "-500,00 (-41,67%)");
}

#[test]
fn two_lines_of_the_quadratura_with_the_same_words_are_told_apart() {
    let change = "campo: totali.quadratura, a: [{ voce: Altro, importo: \"300,00\" }, { voce: Altro, importo: \"50,00\" }, { voce: Altro, importo: \"7,00\" }]";
    let quadro = quadro(SMALL, &[&amendment(OF_30_JULY, &[change])]);
    let rows: Vec<String> = quadro
        .totali
        .righe
        .iter()
        .filter(|row| row.voce.starts_with("Altro"))
        .map(|row| {
            let amount = |importo: Option<pira::piano::Importo>| {
                importo.map_or("–".to_owned(), |importo| importo.to_string())
            };
            format!("{}: {} {}", row.voce, amount(row.prima), amount(row.dopo))
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Altro (riga 1): 300,00 300,00",
            "Altro (riga 2): -100,00 50,00",
            "Altro (riga 3): – 7,00",
        ]
    );
}

/// The rows of a quadro: what, what happened, by which acts.
fn told(quadro: &Quadro) -> Vec<String> {
    let rows = quadro.gruppi.iter().flat_map(|group| &group.righe);
    rows.map(|row| format!("{} {} {:?}", row.voce, row.variazione.join(" "), row.atti))
        .collect()
}

#[test]
fn a_code_that_one_act_suppresses_and_another_creates_is_not_the_same_thing_moved() {
    let suppresses = amendment(OF_30_JULY, &["obiettivo: A2, sopprimi: sì"]);
    let creates = amendment(
        "tipo: deliberazione, organo: Consiglio, data: 2021-10-29",
        &["programma: P2, nuovo_obiettivo: { codice: A2, titolo: Tutt'altro }"],
    );
    let said = told(&quadro(SMALL, &[&suppresses, &creates]));
    assert_eq!(
        said,
        ["Obiettivo A2 soppresso [1]", "Obiettivo A2 aggiunto [2]"]
    );
}

/// The row is about what the act moved, and not about what it passed.
#[test]
fn the_quadro_says_moved_of_what_the_act_moved() {
    let moves = amendment(OF_30_JULY, &["obiettivo: A1, dopo: A2"]);
    assert_eq!(
        told(&quadro(SMALL, &[&moves])),
        ["Obiettivo A1 spostato [1]"]
    );
    let moves = amendment(OF_30_JULY, &["obiettivo: A2, prima: A1"]);
    assert_eq!(
        told(&quadro(SMALL, &[&moves])),
        ["Obiettivo A2 spostato [1]"]
    );
}

/// What an act puts somewhere and another moves or suppresses has the acts that made the row.
#[test]
fn rows_name_their_acts_through_moves_and_suppressions() {
    let dated = |data: &str| format!("tipo: deliberazione, organo: Consiglio, data: {data}");
    let moves = amendment(&dated("2021-03-31"), &["obiettivo: A1, sposta_in: P2"]);
    let suppresses = amendment(&dated("2021-07-30"), &["programma: P2, sopprimi: sì"]);
    let said = told(&quadro(SMALL, &[&moves, &suppresses]));
    assert_eq!(
        said,
        [
            "Obiettivo A1 soppresso -1.000,00 [2]",
            "Programma P2 soppresso [2]"
        ]
    );

    let adds = amendment(
        &dated("2021-03-31"),
        &[
            "missione: \"011\", nuovo_programma: { codice: P3, nome: Terzo, obiettivi: [{ codice: A9, titolo: Nuovo }] }",
        ],
    );
    let moves = amendment(&dated("2021-07-30"), &["obiettivo: A9, sposta_in: P2"]);
    let suppresses = amendment(&dated("2021-10-29"), &["programma: P3, sopprimi: sì"]);
    let said = told(&quadro(SMALL, &[&adds, &moves, &suppresses]));
    assert_eq!(said, ["Obiettivo A9 aggiunto [1]"]);
}
