//! Several acts on one plan: which act is which, in what order, what they contradict, what is told of
//! each.

mod comune;

use std::fs;
use std::path::Path;

use comune::pdf::Pdf;
use comune::{Esecuzione, piano_2021, pira};
use pira::quadro::Quadro;
use pira::rilievi::{Rapporto, in_testo};
use pira::stages::leggi;
use pira::stages::{coordina, leggi_variazione};
use tempfile::TempDir;

/// A folder with the plan of 2021, `piano.yaml`.
fn folder() -> TempDir {
    let cartella = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), cartella.path().join("piano.yaml")).unwrap();
    cartella
}

fn write(cartella: &TempDir, nome: &str, testo: &str) {
    fs::write(cartella.path().join(nome), testo).unwrap();
}

/// An amendment: the keys of its act, within braces, and its changes.
fn amendment(atto: &str, modifiche: &[&str]) -> String {
    let testa = format!("atto: {{ {atto} }}\ntipo: integrazione\nmotivazione: Prova.\n");
    if modifiche.is_empty() {
        return testa.replace("integrazione", "annotazione");
    }
    let modifiche: Vec<String> = modifiche
        .iter()
        .map(|m| format!("  - {{ {m} }}\n"))
        .collect();
    format!("{testa}modifiche:\n{}", modifiche.concat())
}

const DEL_30_LUGLIO: &str = "tipo: deliberazione, organo: Consiglio, data: 2021-07-30";

fn verify(cartella: &Path, variazioni: &[&str]) -> Esecuzione {
    let variazioni = variazioni.iter().flat_map(|v| ["--variazione", v]);
    let argomenti: Vec<&str> = ["verifica", "piano.yaml"]
        .into_iter()
        .chain(variazioni)
        .collect();
    pira(cartella, &argomenti)
}

/// Applied twice, an act would add its chapter, its signature, its line of the quadratura twice.
#[test]
fn the_same_act_under_two_names_is_refused_and_both_are_named() {
    let cartella = folder();
    let modifica = "nuova_firma: { ruolo: IL VICE }";
    let numerato = "tipo: deliberazione, organo: Consiglio, numero: 9, data: 2021-07-30";
    for (uno, altro) in [
        (
            amendment(numerato, &[modifica]),
            amendment(
                "tipo: Delibera, organo: \"CONSIGLIO \", numero: n. 09, data: 2021-07-30",
                &["nuova_firma: { ruolo: UN ALTRO }"],
            ),
        ),
        (
            amendment(DEL_30_LUGLIO, &[modifica]),
            "# La stessa, copiata.\n".to_owned() + &amendment(DEL_30_LUGLIO, &[modifica]),
        ),
        (
            amendment(
                "tipo: atto, organo: Giunta, oggetto: Assestamento",
                &[modifica],
            ),
            amendment(
                "tipo: atto, organo: Giunta, oggetto: ASSESTAMENTO",
                &["campo: ente.nome, a: X"],
            ),
        ),
    ] {
        write(&cartella, "luglio.yaml", &uno);
        write(&cartella, "copia.yaml", &altro);
        let dette = verify(cartella.path(), &["luglio.yaml", "copia.yaml"]).fallisce(1);
        assert!(
            dette.errori.contains("sono lo stesso atto"),
            "{}",
            dette.errori
        );
        let dette = dette.dice("luglio.yaml").dice("copia.yaml");
        assert_eq!(
            dette.errori.matches("errore:").count(),
            1,
            "{}",
            dette.errori
        );
    }
    // What the remedy says works: two acts of one day have two numbers.
    write(&cartella, "luglio.yaml", &amendment(numerato, &[modifica]));
    let altro = numerato.replace("numero: 9", "numero: 10");
    write(
        &cartella,
        "copia.yaml",
        &amendment(&altro, &["nuova_firma: { ruolo: UN ALTRO }"]),
    );
    verify(cartella.path(), &["luglio.yaml", "copia.yaml"]).finisce(0);
}

#[test]
fn a_plan_that_names_an_amendment_twice_is_refused() {
    let cartella = folder();
    let modifica = "nuova_firma: { ruolo: IL VICE }";
    write(
        &cartella,
        "luglio.yaml",
        &amendment(DEL_30_LUGLIO, &[modifica]),
    );
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let piano = piano + "\nvariazioni: [luglio.yaml, luglio.yaml]\n";
    write(&cartella, "piano.yaml", &piano);
    let dette = verify(cartella.path(), &[]).fallisce(1);
    let dette = dette.dice("il piano nomina due volte la variazione “luglio.yaml”");
    assert_eq!(
        dette.errori.matches("errore:").count(),
        1,
        "{}",
        dette.errori
    );
}

#[test]
fn within_one_act_a_field_has_one_value() {
    let cartella = folder();
    let due = "due modifiche della stessa variazione cambiano lo stesso valore";
    let cancella = "questa modifica cancella ciò che un'altra";
    for (modifiche, parole) in [
        (
            [
                "obiettivo: A1, campo: titolo, a: Uno",
                "obiettivo: A1, campo: titolo, a: Due",
            ],
            due,
        ),
        (
            [
                "indicatore: A1.2, campo: risultati_attesi.2022, a: \">=3\"",
                "indicatore: A1.2, campo: risultati_attesi, a: { 2021: \">=9\" }",
            ],
            due,
        ),
        (
            [
                "indicatore: A1.2, campo: risultati_attesi, a: { 2021: \">=9\" }",
                "indicatore: A1.2, campo: risultati_attesi.2022, a: \">=3\"",
            ],
            due,
        ),
        (
            [
                "obiettivo: A1, campo: note, a: Una nota",
                "obiettivo: A1, campo: note, sopprimi: sì",
            ],
            due,
        ),
        (["obiettivo: A1, dopo: A3", "obiettivo: A1, dopo: A2"], due),
        (
            [
                "programma: \"032-002\", campo: testo, capoverso: In tale programma, a: In tale altro.",
                "programma: \"032-002\", campo: testo, capoverso: In tale, a: In questo programma.",
            ],
            due,
        ),
        (
            [
                "obiettivo: A1, campo: titolo, a: Uno",
                "programma: \"011-005\", sopprimi: sì",
            ],
            cancella,
        ),
        (
            [
                "indicatore: A1.1, campo: nome, a: Uno",
                "obiettivo: A1, campo: indicatori, a: []",
            ],
            cancella,
        ),
    ] {
        write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &modifiche));
        let dette = verify(cartella.path(), &["v.yaml"]).fallisce(1);
        dette.dice(parole).dice("v.yaml:6:").dice("v.yaml:5:");
    }
    for modifiche in [
        [
            "obiettivo: A1, campo: titolo, a: Uno",
            "obiettivo: A1, campo: note, a: Due",
        ],
        [
            "obiettivo: A1, campo: note, a: \"Uno.\\n\\nDue.\"",
            "obiettivo: A2, campo: note, a: Due",
        ],
        [
            "programma: \"032-002\", campo: testo, nuovo_capoverso: Primo.",
            "programma: \"032-002\", campo: testo, nuovo_capoverso: Secondo.",
        ],
        [
            "obiettivo: A1, dopo: A3",
            "obiettivo: A1, campo: titolo, a: Due",
        ],
    ] {
        write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &modifiche));
        verify(cartella.path(), &["v.yaml"]).finisce(0);
    }
}

/// `10/2021` comes after `9/2021`, and `9/bis` after 9, whatever the files are called.
#[test]
fn acts_of_one_day_apply_in_the_order_of_their_numbers() {
    let cartella = folder();
    let numeri = ["9", "9/bis", "10", "10/2021", "11/2021", "100", ""];
    let nomi: Vec<String> = (0..numeri.len())
        .map(|n| format!("{}.yaml", 9 - n))
        .collect();
    for (numero, nome) in numeri.iter().zip(&nomi) {
        let numero = match *numero {
            "" => String::new(),
            numero => format!(", numero: \"{numero}\""),
        };
        let atto = format!("{DEL_30_LUGLIO}{numero}");
        write(&cartella, nome, &amendment(&atto, &[]));
    }
    let mut argomenti = vec!["confronta", "piano.yaml", "--formato", "json"];
    for nome in &nomi {
        argomenti.extend(["--variazione", nome]);
    }
    let esecuzione = pira(cartella.path(), &argomenti);
    let quadro: serde_json::Value = serde_json::from_slice(&esecuzione.uscita).unwrap();
    let trovati: Vec<&str> = quadro["atti"]
        .as_array()
        .unwrap()
        .iter()
        .map(|atto| atto["numero"].as_str().unwrap_or("____"))
        .collect();
    assert_eq!(
        trovati,
        ["9", "9/bis", "10", "10/2021", "11/2021", "100", "____"]
    );
}

/// By hand, in the order that a person thinks of: move out, suppress, and go on with what moved.
#[test]
fn what_moved_out_of_something_suppressed_lives_on() {
    let cartella = folder();
    write(
        &cartella,
        "v.yaml",
        &amendment(
            DEL_30_LUGLIO,
            &[
                "obiettivo: C3, sposta_in: \"032-002\"",
                "obiettivo: C4, sposta_in: \"032-002\", dopo: C3",
                "programma: \"032-003\", sopprimi: sì",
                "obiettivo: C3, campo: titolo, a: Un altro titolo",
                "indicatore: C3.1, campo: nome, a: Un altro nome",
                "indicatore: C3.2, sopprimi: sì",
                "campo: ordine_schede, a: [\"011\", \"016\", \"012\", \"032\"]",
            ],
        ),
    );
    verify(cartella.path(), &["v.yaml"]).finisce(0);
    let argomenti = ["consolida", "piano.yaml", "--variazione", "v.yaml"];
    let uscita = pira(cartella.path(), &argomenti).riesce().uscita;
    let testo = String::from_utf8(uscita).unwrap();
    let letto = leggi("piano.yaml", testo.as_bytes()).unwrap();
    let programma = &letto.piano.missioni[3].programmi[0];
    let spostato = programma
        .obiettivi
        .iter()
        .find(|o| *o.codice == *"C3")
        .unwrap();
    assert_eq!(&*spostato.titolo, "Un altro titolo");
    assert!(!testo.contains("C3.2"), "{testo}");
}

/// A key left out and a key that holds its default are the same plan; so are the keys of a group in
/// another order. Years and periods print in their order.
#[test]
fn what_a_change_expects_is_what_the_plan_says_however_it_writes_it() {
    let cartella = folder();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let piano = piano + "\ncapitoli:\n  - { testo: Uno, titolo: Scenario }\n";
    write(&cartella, "piano.yaml", &piano);
    for modifica in [
        "campo: documento.copertina, da: \"no\", a: \"sì\"",
        "campo: documento.indice, da: no, a: sì",
        "campo: capitoli, da: [{ titolo: Scenario, testo: Uno, posizione: dopo_premessa }], a: []",
        "capitolo: Scenario, campo: posizione, da: dopo_premessa, a: dopo_le_schede",
        "programma: \"016-005\", campo: elenco_obiettivi.forma, da: capoversi, a: puntato",
        "obiettivo: A1, campo: risorse_economiche, da: 460000, a: 1000",
        "indicatore: A1.2, campo: note, da: \"\", a: Una nota",
    ] {
        write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &[modifica]));
        let esecuzione = verify(cartella.path(), &["v.yaml"]);
        let atteso = i32::from(modifica.contains("note"));
        assert_eq!(
            esecuzione.codice,
            Some(atteso),
            "{modifica}\n{}",
            esecuzione.errori
        );
    }
    for (modifica, parole) in [
        (
            "campo: documento.copertina, a: no",
            "la modifica non cambia niente",
        ),
        (
            "campo: documento.copertina, da: \"sì\", a: \"no\"",
            "“documento.copertina”",
        ),
        (
            "indicatore: A1.2, campo: risultati_attesi, da: { 2023: \">=3\", 2022: \">=2\", 2021: \">=2\" }, a: {}",
            "il piano non ha il valore che la modifica si aspetta",
        ),
    ] {
        write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &[modifica]));
        verify(cartella.path(), &["v.yaml"])
            .fallisce(1)
            .dice(parole);
    }
}

/// A plan that names its amendments bears the date of their last act: what `confronta` writes of it is
/// what is found when it applies.
#[test]
fn the_differences_of_an_amended_plan_apply_to_it() {
    let cartella = folder();
    write(
        &cartella,
        "luglio.yaml",
        &amendment(DEL_30_LUGLIO, &["campo: ente.nome, a: X"]),
    );
    let piano = fs::read_to_string(piano_2021()).unwrap();
    write(
        &cartella,
        "nominate.yaml",
        &(piano + "\nvariazioni: [luglio.yaml]\n"),
    );
    let argomenti = [
        "confronta",
        "nominate.yaml",
        "piano.yaml",
        "--formato",
        "variazione",
    ];
    let variazione = pira(cartella.path(), &argomenti).finisce(1).uscita;
    let variazione = String::from_utf8(variazione).unwrap();
    assert!(variazione.contains("campo: documento.data"), "{variazione}");
    write(&cartella, "ritorno.yaml", &variazione);
    let argomenti = [
        "consolida",
        "nominate.yaml",
        "--variazione",
        "ritorno.yaml",
        "-o",
        "c.yaml",
    ];
    pira(cartella.path(), &argomenti).riesce();
    pira(cartella.path(), &["confronta", "c.yaml", "piano.yaml"]).riesce();
}

/// What is wrong in an amendment is shown in the amendment, never in a good line of the plan.
#[test]
fn a_wrong_key_is_reported_where_it_was_written() {
    let cartella = folder();
    for (modifica, parole) in [
        (
            "campo: permessa.testo, a: X",
            "la chiave “permessa” non è prevista qui",
        ),
        (
            "campo: premessa.teso, a: X",
            "la chiave “teso” non è prevista qui",
        ),
        (
            "campo: documento.logo.file, a: X",
            "la chiave “logo” non è prevista qui",
        ),
        (
            "campo: ente.logo.file, a: logo.svg",
            "manca la chiave “descrizione”",
        ),
        (
            "campo: ente, a: { nome: X, lgo: Y }",
            "la chiave “lgo” non è prevista qui",
        ),
        (
            "obiettivo: A1, campo: titlo, sopprimi: sì",
            "forse si voleva scrivere “titolo”",
        ),
        (
            "obiettivo: A1, campo: titolo, sopprimi: sì",
            "“titolo” non si può sopprimere",
        ),
        (
            "campo: documento.data, sopprimi: sì",
            "“documento.data” non si può sopprimere",
        ),
        (
            "missione: \"011\", campo: programmi, sopprimi: sì",
            "“programmi” non si può sopprimere",
        ),
    ] {
        write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &[modifica]));
        let dette = verify(cartella.path(), &["v.yaml"])
            .fallisce(1)
            .dice(parole);
        let errori: Vec<&str> = dette
            .errori
            .split("\n\n")
            .filter(|rilievo| rilievo.starts_with("errore:"))
            .collect();
        assert!(
            errori.iter().all(|errore| errore.contains("--> v.yaml:5:")),
            "{modifica}\n{}",
            errori.join("\n")
        );
    }
}

#[test]
fn a_thing_called_by_its_title_gets_its_code_as_suggestion() {
    let cartella = folder();
    for (modifica, rimedio) in [
        (
            "obiettivo: valorizzare le peculiarità/potenzialità  del territorio, campo: note, a: X",
            "scrivere: obiettivo: A1\n",
        ),
        (
            "missione: Regolazione dei mercati, campo: testo, a: X",
            "scrivere: missione: \"012\"\n",
        ),
        (
            "programma: Indirizzo politico, campo: testo, a: X",
            "scrivere: programma: \"032-002\"\n",
        ),
    ] {
        write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &[modifica]));
        verify(cartella.path(), &["v.yaml"])
            .fallisce(1)
            .dice(", non il codice, de")
            .dice(rimedio);
    }
}

#[test]
fn a_plan_and_an_amendment_in_each_other_s_place_are_told_in_one_sentence() {
    let cartella = folder();
    let modifica = "obiettivo: A1, campo: titolo, a: Uno";
    write(&cartella, "v.yaml", &amendment(DEL_30_LUGLIO, &[modifica]));
    let argomenti = [
        "consolida",
        "piano.yaml",
        "--variazione",
        "v.yaml",
        "-o",
        "nuovo.yaml",
    ];
    pira(cartella.path(), &argomenti).riesce();
    let variazione = "“v.yaml” è una variazione, non un piano";
    for (argomenti, parole) in [
        (vec!["genera", "v.yaml"], variazione),
        (vec!["verifica", "v.yaml"], variazione),
        (
            vec!["consolida", "v.yaml", "--variazione", "piano.yaml"],
            variazione,
        ),
        (vec!["confronta", "piano.yaml", "v.yaml"], variazione),
        (
            vec!["verifica", "piano.yaml", "--variazione", "nuovo.yaml"],
            "“nuovo.yaml” è un piano, non una variazione",
        ),
        (
            vec!["confronta", "piano.yaml", "--variazione", "nuovo.yaml"],
            "“nuovo.yaml” è un piano, non una variazione",
        ),
    ] {
        let esecuzione = pira(cartella.path(), &argomenti);
        assert!(esecuzione.codice > Some(0), "{argomenti:?}");
        let detto = esecuzione.dice(parole).errori;
        assert_eq!(detto.matches("errore:").count(), 1, "{detto}");
    }
}

/// Beside the title of the objective that lost it, a mark says which indicator is no more.
#[test]
fn the_mark_of_what_is_suppressed_names_it() {
    let cartella = folder();
    write(
        &cartella,
        "v.yaml",
        &amendment(
            DEL_30_LUGLIO,
            &[
                "indicatore: C1.2, sopprimi: sì",
                "obiettivo: A2, sopprimi: sì",
            ],
        ),
    );
    let argomenti = [
        "genera",
        "piano.yaml",
        "--variazione",
        "v.yaml",
        "-o",
        "a.pdf",
    ];
    pira(cartella.path(), &argomenti).riesce();
    let testo = Pdf::leggi(&fs::read(cartella.path().join("a.pdf")).unwrap()).testo();
    let testo = testo.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(testo.contains("soppresso indicatore C1.2 (1)"), "{testo}");
    assert!(testo.contains("soppresso obiettivo A2 (1)"), "{testo}");
    assert!(!testo.contains("soppresso (1)"), "{testo}");
}

/// The quadro of a plan and of its amendments.
fn quadro(piano: &str, variazioni: &[&str]) -> Quadro {
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

const PICCOLO: &str = "ente: { nome: Camera di prova }
documento: { data: 2020-12-03 }
esercizio: 2021
missioni:
  - codice: \"011\"
    nome: Prima
    programmi:
      - codice: P1
        nome: Primo
        obiettivi:
          - { codice: A1, titolo: Primo obiettivo, risorse_economiche: \"1.000,00\" }
          - { codice: A2, titolo: Secondo obiettivo }
          - { codice: A3, titolo: Terzo obiettivo }
      - { codice: P2, nome: Secondo }
totali:
  preventivo: 0,00
  quadratura:
    - { voce: Altro, importo: \"-100,00\" }
    - { voce: Altro, importo: \"300,00\" }
";

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

/// A caller of the library cannot print a plan that is not the one it says it is.
#[test]
fn the_library_refuses_doubled_codes_and_amendments_that_are_missing() {
    let letto = |testo: &str| leggi("piano.yaml", testo.as_bytes()).unwrap();
    let detto = |rapporto: Rapporto| in_testo(&rapporto, false);
    let doppio = PICCOLO.replace("codice: A2", "codice: A1");
    let rifiuto = coordina(letto(&doppio), Vec::new()).unwrap_err();
    assert!(detto(rifiuto).contains("il codice “A1” è già usato fra gli obiettivi"));

    let nominate = format!("{PICCOLO}variazioni: [marzo.yaml, atti/luglio.yaml]\n");
    let rifiuto = detto(coordina(letto(&nominate), Vec::new()).unwrap_err());
    for nome in ["marzo.yaml", "atti/luglio.yaml"] {
        let parole = format!("il piano nomina la variazione “{nome}”, che non è stata applicata");
        assert!(rifiuto.contains(&parole), "{rifiuto}");
    }
    let variazione = |nome: &str, data: &str| {
        let atto = format!("tipo: deliberazione, organo: Consiglio, data: {data}");
        leggi_variazione(nome, amendment(&atto, &[]).as_bytes()).unwrap()
    };
    let marzo = || variazione("da/qualche/parte/marzo.yaml", "2021-03-31");
    let luglio = || variazione("qui\\atti\\luglio.yaml", "2021-07-30");
    coordina(letto(&nominate), vec![luglio(), marzo()]).unwrap();
    let rifiuto = detto(coordina(letto(&nominate), vec![luglio()]).unwrap_err());
    assert!(rifiuto.contains("“marzo.yaml”"), "{rifiuto}");

    let crea = amendment(
        DEL_30_LUGLIO,
        &["programma: P2, nuovo_obiettivo: { codice: A2, titolo: Doppione }"],
    );
    let crea = leggi_variazione("v.yaml", crea.as_bytes()).unwrap();
    let rifiuto = detto(coordina(letto(PICCOLO), vec![crea]).unwrap_err());
    assert!(rifiuto.contains("il codice “A2” è già usato"), "{rifiuto}");
}

#[test]
fn every_command_refuses_doubled_codes() {
    let cartella = folder();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    write(
        &cartella,
        "piano.yaml",
        &piano.replace("codice: A1.2", "codice: A1.1"),
    );
    for argomenti in [
        vec!["genera", "piano.yaml"],
        vec!["verifica", "piano.yaml"],
        vec!["esporta", "piano.yaml", "--formato", "csv"],
        vec!["esporta", "piano.yaml", "--formato", "xlsx"],
        vec!["consolida", "piano.yaml", "-o", "nuovo.yaml"],
        vec!["confronta", "piano.yaml", "piano.yaml"],
    ] {
        let esecuzione = pira(cartella.path(), &argomenti);
        assert!(matches!(esecuzione.codice, Some(1 | 2)), "{argomenti:?}");
        esecuzione.dice("il codice “A1.1” è già usato fra gli indicatori");
    }
    let nomi: Vec<_> = fs::read_dir(cartella.path()).unwrap().collect();
    assert_eq!(nomi.len(), 1, "nothing was written");
}
